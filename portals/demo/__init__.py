"""The demonstration: counties, two sample villages, and journeys played by calling services."""

from portals.demo.player import announce, prepare, prepare_load

__all__ = ["announce", "prepare", "prepare_load"]
