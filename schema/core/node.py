"""The base of every object with a global id: `node(id:)` meets the same gate as all other ways."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from strawberry import relay

from infra.errors import NotFound
from schema.core.context import Info
from tenants.authorization.permissions import Permission


class Node(relay.Node):
    """Each type says who may read it and how rows become visible to this viewer."""

    read_permission: ClassVar[Permission | None]
    # False for what is seen through another object only.
    by_id: ClassVar[bool] = True

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the objects of these ids that the viewer may see, None for the others."""
        raise NotImplementedError(cls.__name__)

    @classmethod
    async def resolve_nodes(  # type: ignore[override]
        cls, *, info: Any, node_ids: Iterable[str], required: bool = False
    ) -> Sequence[Self | None]:
        """Answer `node(id:)`: what may not be seen is not there."""
        viewer = info.context.viewer
        if cls.read_permission is not None:
            if not viewer.prefixes(cls.read_permission):
                return [None for _ in node_ids]
            viewer.require_second_factor(cls.read_permission)
        wanted = [_uuid(value) for value in node_ids]
        found = iter(await cls.load_visible(info, [one for one in wanted if one is not None]))
        return [next(found) if one is not None else None for one in wanted]


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def local_id(global_id: relay.GlobalID, expected: type[relay.Node], *path: str) -> UUID:
    """Return the UUID inside a global id of the expected type; anything else is not found."""
    found = _uuid(global_id.node_id)
    if global_id.type_name != expected.__name__ or found is None:
        raise NotFound(path=path)
    return found


async def node(info: Info, id: relay.GlobalID) -> relay.Node | None:
    """Answer the root field `node`."""
    kind = getattr(info.schema.get_type_by_name(id.type_name), "origin", None)
    if not isinstance(kind, type) or not issubclass(kind, Node):
        return None
    found = await kind.resolve_nodes(info=info, node_ids=[id.node_id])
    return found[0]
