"""The GraphQL face of initiatives."""
