"""One mutation a file; the file, the function and the field bear one name."""
