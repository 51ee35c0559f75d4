"""The GraphQL face of identity: who is asking, signing in, roles and tokens."""
