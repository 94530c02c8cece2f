"""A newsroom's own rules, phrases and report format for newslint."""
