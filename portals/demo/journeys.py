"""Plays the four journeys to different stages."""

from portals.demo.places import Town


async def play(town: Town) -> None:
    """Play all journeys."""
