"""The revisions, oldest first; each runs while the code before it still serves."""
