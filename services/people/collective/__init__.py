"""Who belongs to a village's collective economic organisation."""
