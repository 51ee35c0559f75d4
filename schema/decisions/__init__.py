"""The GraphQL face of decisions: matters, meetings, votes, resolutions, opinions."""
