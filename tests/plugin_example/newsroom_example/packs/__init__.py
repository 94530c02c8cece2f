"""Rules that are data: each TOML file here is one."""
