"""Server-rendered pages, one package a role, and the composition roots."""
