"""Technical floor: knows no county and no decision."""
