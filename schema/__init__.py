"""The GraphQL face; thin; same capability names as services."""
