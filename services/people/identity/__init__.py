"""Identity numbers: kept only where a county turned that on, sealed, each reading on record."""
