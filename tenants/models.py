"""Tables of identity in a county: accounts, roles held, sessions, codes, devices and tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Json, Timestamp
from infra.ids import new_id
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import ADMINISTRATORS, Role, RoleHolding


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Account(SQLModel, table=True):
    """Somebody who can sign in; a villager's account belongs to exactly one resident."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'disabled')", name="account_state"),
        CheckConstraint("failed_count >= 0", name="account_failed_count"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    phone_sealed: str
    phone_index: str = Field(unique=True)
    # A number that its owner merely wrote on a slip gets no codes: it may be somebody else's.
    phone_verified: bool = True
    resident_id: UUID | None = Field(default=None, unique=True)
    state: str = "active"
    password_hash: str | None = None
    password_set_at: datetime | None = Field(default=None, sa_type=Timestamp)
    failed_count: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Timestamp)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)


class RoleHeld(SQLModel, table=True):
    """A role held at a place for a time; an ended one stays as the record of who held it."""

    __tablename__ = "role_holding"
    __table_args__ = (
        CheckConstraint(_one_of("role", [role.value for role in Role]), name="role_holding_role"),
        CheckConstraint(
            "place ~ '^([0-9]{2}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'", name="role_holding_place"
        ),
        CheckConstraint("until IS NULL OR until >= since", name="role_holding_times"),
        Index("role_holding_account", "account_id", "until"),
        Index(
            "role_holding_once",
            "account_id",
            "role",
            "place",
            unique=True,
            postgresql_where=text("until IS NULL"),
        ),
        # 三权分立 holds even where a service forgets it: one administrator's role an account.
        Index(
            "role_holding_one_administrator",
            "account_id",
            unique=True,
            postgresql_where=text(
                "until IS NULL AND " + _one_of("role", sorted(r.value for r in ADMINISTRATORS))
            ),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    role: str
    place: str
    since: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    until: datetime | None = Field(default=None, sa_type=Timestamp)
    granted_by: UUID | None = None
    ended_by: UUID | None = None

    @property
    def holding(self) -> RoleHolding:
        """The role and its place, as the rules see them."""
        return RoleHolding(Role(self.role), self.place)


class AccountSession(SQLModel, table=True):
    """A signed-in browser; the token itself is nowhere in the database."""

    __tablename__ = "account_session"
    __table_args__ = (
        CheckConstraint("kind IN ('ordinary', 'official')", name="account_session_kind"),
        CheckConstraint("expires_at > created_at", name="account_session_times"),
        Index("account_session_account", "account_id", "revoked_at"),
        Index("account_session_expires", "expires_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    token_hash: str = Field(unique=True)
    kind: str
    device: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    last_seen_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    expires_at: datetime = Field(sa_type=Timestamp)
    second_factor_at: datetime | None = Field(default=None, sa_type=Timestamp)
    revoked_at: datetime | None = Field(default=None, sa_type=Timestamp)


class OneTimeCode(SQLModel, table=True):
    """A code that was asked for; the digits follow from the id and a key outside the database."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("purpose IN ('sign_in', 'claim')", name="one_time_code_purpose"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="one_time_code_tries"),
        Index("one_time_code_subject", "subject_index", "purpose", "id"),
        Index("one_time_code_expires", "expires_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    purpose: str
    subject_index: str
    phone_sealed: str
    # False for a phone that nobody has here: the row is written all the same, so that asking
    # takes the same time and gives the same answer.
    deliver: bool
    tries: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    expires_at: datetime = Field(sa_type=Timestamp)
    sent_at: datetime | None = Field(default=None, sa_type=Timestamp)
    used_at: datetime | None = Field(default=None, sa_type=Timestamp)


class TotpDevice(SQLModel, table=True):
    """An authenticator; `last_step` is what keeps a code from being used twice."""

    __tablename__ = "totp_device"
    __table_args__ = (
        Index(
            "totp_device_one_confirmed",
            "account_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NOT NULL AND removed_at IS NULL"),
        ),
        Index("totp_device_account", "account_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    secret_sealed: str
    last_step: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    confirmed_at: datetime | None = Field(default=None, sa_type=Timestamp)
    removed_at: datetime | None = Field(default=None, sa_type=Timestamp)


class RecoveryCode(SQLModel, table=True):
    """A printed code that stands in once for a lost authenticator."""

    __tablename__ = "recovery_code"

    code_index: str = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    used_at: datetime | None = Field(default=None, sa_type=Timestamp)


class ApiToken(SQLModel, table=True):
    """A program's key: never more than its owner may do, and only what it was made for."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", name="api_token_times"),
        CheckConstraint("jsonb_array_length(permissions) > 0", name="api_token_permissions"),
        CheckConstraint("jsonb_array_length(places) > 0", name="api_token_places"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    token_hash: str = Field(unique=True)
    name: str
    permissions: list[Permission] = Field(sa_type=Json)
    places: list[str] = Field(sa_type=Json)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    expires_at: datetime = Field(sa_type=Timestamp)
    last_used_at: datetime | None = Field(default=None, sa_type=Timestamp)
    revoked_at: datetime | None = Field(default=None, sa_type=Timestamp)


class SignInEvent(SQLModel, table=True):
    """An attempt to sign in and how it ended; phones and addresses only as keyed hashes."""

    __tablename__ = "sign_in_event"
    __table_args__ = (
        CheckConstraint(
            "means IN ('password', 'code', 'second_factor', 'recovery_code')",
            name="sign_in_event_means",
        ),
        CheckConstraint("outcome IN ('accepted', 'refused')", name="sign_in_event_outcome"),
        Index("sign_in_event_account", "account_id", "id"),
        {"info": {"insert_only": True, "forgotten": True}},
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
    account_id: UUID | None = None
    phone_index: str = ""
    address_index: str = ""
    means: str
    outcome: str
