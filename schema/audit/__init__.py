"""The GraphQL face of the audit trail."""
