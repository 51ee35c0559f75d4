"""Who did what to which object, and why; append-only and hash-chained."""
