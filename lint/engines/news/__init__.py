"""What becomes of an engine's matches in the news: the profile, the filter for names, the variant of English."""
