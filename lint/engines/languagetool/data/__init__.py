"""What newslint downloads, locked by checksum."""
