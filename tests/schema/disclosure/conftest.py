"""The village and the drafts of the service tests, for the API's tests."""

from tests.services.disclosure.conftest import draft, village  # noqa: F401 - fixtures
