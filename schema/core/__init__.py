"""What every part of the GraphQL face shares."""
