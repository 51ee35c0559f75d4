"""The GraphQL face of elections."""
