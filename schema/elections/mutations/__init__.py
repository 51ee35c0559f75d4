"""The mutations of elections, one a file."""
