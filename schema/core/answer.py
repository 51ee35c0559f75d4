"""The answer to a query while it is filled: where each part hangs, and how far a null reaches."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from graphql import ExecutionResult, GraphQLError, Node, located_error

Holder = dict[str, Any] | list[Any]
Key = str | int


class Home(NamedTuple):
    """Where an object or list of the answer hangs, and whether null may stand there instead."""

    holder: Holder
    above: Holder | None
    key: Key
    nullable: bool


class Answer:
    """Objects and lists are hung first and filled later; what fails is null from the outset."""

    def __init__(self, root: dict[str, Any]) -> None:
        """Take the dict of the root fields."""
        self._root = root
        self._errors: list[GraphQLError] = []
        self._homes = {id(root): Home(root, None, "", nullable=True)}
        self._gone = False

    @property
    def result(self) -> ExecutionResult:
        """What is there by now."""
        return ExecutionResult(None if self._gone else self._root, self._errors or None)

    def hang(self, made: Holder, holder: Holder, key: Key, *, nullable: bool) -> None:
        """Put an object or list in its place, to be filled later."""
        holder[key] = made  # type: ignore[index]
        # The home keeps its holder alive, so that no other takes over its id.
        self._homes[id(made)] = Home(made, holder, key, nullable)

    def fail(
        self, error: Exception, nodes: Sequence[Node], holder: Holder, key: Key, *, nullable: bool
    ) -> None:
        """Tell an error; where null may not stand, what is around it becomes null."""
        path = self._path(holder, key)
        if path is None:  # around it all is null already, and was told
            return
        self._errors.append(located_error(error, nodes, path))
        while not nullable:
            home = self._homes[id(holder)]
            if home.above is None:
                self._gone = True
                return
            holder, key, nullable = home.above, home.key, home.nullable
        holder[key] = None  # type: ignore[index]

    def _path(self, holder: Holder, key: Key) -> list[Key] | None:
        """Return the path to a place, or None if what is around it is null already."""
        path = [key]
        while not self._gone:
            home = self._homes[id(holder)]
            if home.above is None:
                return path[::-1]
            if home.above[home.key] is not holder:  # type: ignore[index]
                return None
            path.append(home.key)
            holder = home.above
        return None
