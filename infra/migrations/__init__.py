"""Alembic migrations, run once per county schema."""
