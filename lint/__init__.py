"""newslint finds the damage that machine translation and article spinners leave in news."""

__version__ = "0.1.0"
