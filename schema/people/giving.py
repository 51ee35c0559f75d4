"""Giving and taking an office: what its holder may do is as grave as any other change of roles."""

from uuid import UUID

from schema.core.mutations import Ask
from services.people.errors import OwnOffice
from tenants.errors import StepUpNeeded


def check_giver(ask: Ask, resident_id: UUID) -> None:
    """Let somebody who just showed the second factor act (SECURITY 23), never on themselves."""
    if resident_id == ask.viewer.resident_id:
        raise OwnOffice
    if not ask.viewer.stepped_up:
        raise StepUpNeeded
