"""The API asked from outside by Schemathesis; only `make soak` runs what lies here."""
