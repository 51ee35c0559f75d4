"""Alembic's entry: one county schema at a time, on the connection that the runner hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

config = context.config
connection = config.attributes.get("connection")


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401
    """Write SQLModel's text type as SQLAlchemy's, so that a migration needs no SQLModel."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


if context.is_offline_mode():
    context.configure(
        dialect_name="postgresql",
        target_metadata=SQLModel.metadata,
        literal_binds=True,
        output_buffer=config.attributes["output"],
    )
    # No BEGIN and COMMIT: the statements run inside the transaction that opens the county.
    context.run_migrations()
else:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        render_item=render,
        transaction_per_migration=False,
    )
    context.run_migrations()
