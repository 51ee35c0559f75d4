"""The GraphQL face of the people capability: villages, household rolls, claim slips."""
