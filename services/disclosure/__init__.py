"""Bulletins: what a village publishes, on which sheets, in which texts, and who asked about it."""
