"""A county's own bars between offices, beside the law's."""
