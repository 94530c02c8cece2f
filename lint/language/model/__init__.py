"""The small model that reads sentences: what it is given, what it answers, and what that means."""
