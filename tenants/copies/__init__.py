"""A county as a folder, to be kept apart or carried to another machine (ADR 14)."""
