"""Elections: the village committee and the party branch are elected, and recalled, on paper."""
