"""Tables of the public log: leaves, tree nodes, openings of personal fields, signed heads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp

_INSERT_ONLY = {"info": {"insert_only": True}}


class LogLeaf(SQLModel, table=True):
    """One published item; `previous` makes a gap in the numbering impossible."""

    __tablename__ = "log_leaf"
    __table_args__ = (
        UniqueConstraint("kind", "subject", name="log_leaf_is_once_per_kind_and_subject"),
        CheckConstraint(
            "index >= 0 AND previous IS NOT DISTINCT FROM nullif(index - 1, -1)",
            name="log_leaf_follows_the_previous",
        ),
        CheckConstraint("supersedes < index", name="log_leaf_supersedes_an_older"),
        CheckConstraint("octet_length(hash) = 32", name="log_leaf_hash_is_sha256"),
        CheckConstraint("code ~ '^[0-9]{12}$'", name="log_leaf_code_has_twelve_digits"),
        CheckConstraint("kind ~ '^[a-z][a-z_]*$'", name="log_leaf_kind_is_a_word"),
        _INSERT_ONLY,
    )

    index: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    previous: int | None = Field(
        default=None, foreign_key="log_leaf.index", unique=True, sa_type=BigInteger
    )
    kind: str
    subject: UUID
    supersedes: int | None = Field(
        default=None, foreign_key="log_leaf.index", unique=True, sa_type=BigInteger
    )
    code: str = Field(unique=True)
    hash: bytes
    body: str = Field(description="Canonical JSON; its UTF-8 bytes are what the hash covers.")
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class LogNode(SQLModel, table=True):
    """The hash of a complete subtree, so that a proof needs few rows."""

    __tablename__ = "log_node"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 62 AND place >= 0", name="log_node_is_in_the_tree"),
        CheckConstraint("octet_length(hash) = 32", name="log_node_hash_is_sha256"),
        _INSERT_ONLY,
    )

    level: int = Field(
        primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False}
    )
    place: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    hash: bytes


class LogOpening(SQLModel, table=True):
    """A personal value with its salt; an erasure deletes the row, and the leaf stays."""

    __tablename__ = "log_opening"

    leaf_index: int = Field(
        primary_key=True,
        foreign_key="log_leaf.index",
        sa_type=BigInteger,
        sa_column_kwargs={"autoincrement": False},
    )
    path: str = Field(primary_key=True, description="JSON pointer into the record.")
    field: dict[str, Any] = Field(sa_type=Json, description="salt and value")


class LogCheckpoint(SQLModel, table=True):
    """A head that the county signed."""

    __tablename__ = "log_checkpoint"
    __table_args__ = (
        CheckConstraint("size >= 0", name="log_checkpoint_size_is_a_count"),
        CheckConstraint("octet_length(root) = 32", name="log_checkpoint_root_is_sha256"),
        _INSERT_ONLY,
    )

    size: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    root: bytes
    note: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class LogHeadCopy(SQLModel, table=True):
    """A signed head whose copy outside the database is on disk: from here on it is public."""

    __tablename__ = "log_head_copy"
    __table_args__ = (_INSERT_ONLY,)

    size: int = Field(
        primary_key=True,
        foreign_key="log_checkpoint.size",
        sa_type=BigInteger,
        sa_column_kwargs={"autoincrement": False},
    )
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
