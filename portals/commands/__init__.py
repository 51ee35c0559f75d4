"""The commands of the operator, by what they act on; `portals.cli` puts them together."""
