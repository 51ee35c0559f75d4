"""The register of interests: near relatives and firms of those who hold an office."""
