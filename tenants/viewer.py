"""Who is asking: the tenant, the person, and the permissions casbin gave them for this request."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from infra.errors import NotFound
from tenants.authorization.enforcer import Grant
from tenants.authorization.permissions import STEP_UP, Permission, requires_second_factor
from tenants.authorization.roles import RoleHolding
from tenants.errors import SecondFactorNeeded, StepUpNeeded
from tenants.registry import Tenant
from tenants.unit_of_work import Actor

Locale = Literal["zh", "en"]


@dataclass(frozen=True)
class Viewer:
    """One asker during one request; gates are lookups in `grants`, never questions to casbin."""

    tenant: Tenant
    account_id: UUID | None
    resident_id: UUID | None
    name: str
    locale: Locale
    grants: frozenset[Grant]
    roles: tuple[RoleHolding, ...] = ()
    session_id: UUID | None = None
    second_factor: bool = False
    stepped_up: bool = False
    password_expired: bool = False
    places: dict[Permission, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    verdicts: dict[tuple[str, str], bool] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    """Answers found during this request, by question and place: a list asks the same 50 times."""

    def __post_init__(self) -> None:
        """Group the grants by permission, so that a gate does not walk through all of them."""
        places: dict[Permission, tuple[str, ...]] = {}
        for permission, prefix in sorted(self.grants):
            if prefix:  # the empty prefix would cover every place: it stands for none
                places[permission] = (*places.get(permission, ()), prefix)
        object.__setattr__(self, "places", places)

    @property
    def signed_in(self) -> bool:
        """Whether there is an account behind the asker."""
        return self.account_id is not None

    @property
    def actor(self) -> Actor:
        """The same person as the audit trail and the unit of work name them."""
        return Actor(self.account_id, self.resident_id, self.name)

    def prefixes(self, permission: Permission) -> tuple[str, ...]:
        """Return the division prefixes by which lists are cut for this permission."""
        return self.places.get(permission, ())

    def may(self, permission: Permission, place: str) -> bool:
        """Say whether the permission is granted at the place; it asks for no second factor."""
        return place.startswith(self.prefixes(permission))

    def require(self, permission: Permission, place: str, missing: NotFound | None = None) -> None:
        """Refuse as if nothing were there; a holder who lacks a second factor is told so.

        `missing` is what is raised when there is indeed nothing, if that has words of its own.
        """
        if not self.may(permission, place):
            raise missing or NotFound
        self.require_factors(permission)

    def require_factors(self, permission: Permission) -> None:
        """Refuse a permission for which this session has not shown enough factors."""
        self.require_second_factor(permission)
        if permission in STEP_UP and not self.stepped_up:
            raise StepUpNeeded

    def require_second_factor(self, permission: Permission) -> None:
        """Refuse to show what the permission opens to a session with the password alone."""
        if requires_second_factor(permission) and not self.second_factor:
            raise SecondFactorNeeded


def anonymous(tenant: Tenant, locale: Locale = "zh") -> Viewer:
    """Return the asker who has not signed in: no grants, so only public fields answer."""
    return Viewer(tenant, None, None, "", locale, frozenset())
