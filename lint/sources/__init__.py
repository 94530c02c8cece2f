"""Readers: one module a format, each turning files into documents."""
