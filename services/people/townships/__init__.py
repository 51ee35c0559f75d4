"""Who sits in a township's party committee: entered by the township's administrator."""
