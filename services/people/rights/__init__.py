"""Who has lost the right to vote by a judgment, and until when."""
