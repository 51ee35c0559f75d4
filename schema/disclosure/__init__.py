"""The GraphQL face of disclosure: bulletins, their sheets and texts, receipts and questions."""
