"""Whose terms run out, whose seats are empty, who has not handed over: what is owed to offices."""
