"""Who may do what: permissions, the roles that carry them, the one question to casbin."""
