"""What one request carries through the schema: the viewer, its loaders, its transactions."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from strawberry.types.info import Info as StrawberryInfo

from infra import tracing
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tenants.viewer import Viewer

STATEMENT_TIMEOUT_MILLISECONDS = 3000
Row = TypeVar("Row")
Batch = Callable[[UnitOfWork, Sequence[UUID]], Awaitable[Sequence[Row]]]


@dataclass
class RequestContext:
    """One request: who asks, in which county, in which language, from where."""

    viewer: Viewer
    address: str = ""
    device: str = ""
    request_id: str = field(default_factory=tracing.present_id)
    session_token: str | None = None
    """Set by a sign-in and turned into the cookie at the edge; empty text signs out."""
    answering: bool = False
    """While a mutation loads its own payload: that is no reading to be written down."""
    _loaders: dict[object, DataLoader[UUID, Any]] = field(default_factory=dict)

    @property
    def tenant(self) -> Tenant:
        """The county of this request."""
        return self.viewer.tenant

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        """Open a fenced transaction of its own: sibling resolvers run at the same time."""
        async with unit_of_work(
            self.tenant, self.viewer.actor, statement_timeout=STATEMENT_TIMEOUT_MILLISECONDS
        ) as uow:
            yield uow

    def loader(self, batch: Batch[Row]) -> DataLoader[UUID, Row]:
        """Return this request's loader for a batch function.

        `batch(uow, keys)` answers with one row a key, in the order of the keys.
        """
        if batch not in self._loaders:

            async def load(keys: list[UUID]) -> Sequence[Row]:
                async with self.unit_of_work() as uow:
                    return await batch(uow, keys)

            self._loaders[batch] = DataLoader(load_fn=load, max_batch_size=500)
        return self._loaders[batch]

    def renew(self, viewer: Viewer, token: str | None) -> None:
        """Go on as another viewer after a sign-in or a second factor; forget what was loaded."""
        self.viewer, self.session_token = viewer, token
        self.forget()

    def forget(self) -> None:
        """Forget what was loaded before something changed."""
        self._loaders.clear()


Info = StrawberryInfo[RequestContext, None]
