"""The GraphQL face of representation."""
