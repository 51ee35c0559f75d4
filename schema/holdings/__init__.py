"""The GraphQL face of holdings."""
