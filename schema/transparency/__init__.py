"""The GraphQL face of the public log."""
