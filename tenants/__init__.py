"""Which county, who is asking, and what they may do."""
