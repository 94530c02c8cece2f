"""LanguageTool: set up, started, asked and stopped."""
