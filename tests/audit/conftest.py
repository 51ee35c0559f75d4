"""The village and the draft with which the tests of disclosure work."""

from tests.services.disclosure.conftest import draft, village

__all__ = ["draft", "village"]
