"""Decisions: work methods, matters, meetings, ballots, resolutions and what came of them."""
