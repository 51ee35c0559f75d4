"""The nightly check of who holds what: barred offices, near relatives, one pair of hands."""
