"""What a county reads of its methods, numbers and reviews."""
