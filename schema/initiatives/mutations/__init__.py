"""What is done with initiatives, one mutation a file."""
