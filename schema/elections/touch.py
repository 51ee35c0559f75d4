"""Finds the election that a mutation is about, for an asker who may touch it."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from infra.errors import NotFound
from schema.core.mutations import Ask
from schema.core.node import local_id
from schema.elections import visibility
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import ElectionUnknown
from tenants.authorization.permissions import Permission


async def election(
    ask: Ask, election_id: relay.GlobalID, permission: Permission
) -> models.Election:
    """Return the election; one that the asker may not know of is not there."""
    row = await service.find(ask.uow, local_id(election_id, Election, "electionId"))
    ask.viewer.require(permission, row.village_code, ElectionUnknown())
    if not visibility.may_read(ask.viewer, row):
        raise ElectionUnknown
    return row


def key(text: str, *path: str) -> UUID:
    """Return the id in a key; anything else is not found."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(path=path) from error


def keys(texts: Sequence[str], *path: str) -> list[UUID]:
    """Return the ids in keys."""
    return [key(one, *path) for one in texts]
