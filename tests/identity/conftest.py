"""Attackers write operations of their own: the profile in which everybody may."""

import pytest

from infra.settings import settings


@pytest.fixture(autouse=True)
def _own_operations(monkeypatch: pytest.MonkeyPatch, server: None) -> None:
    monkeypatch.setattr(settings(), "profile", "audit")
