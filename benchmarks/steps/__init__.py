"""The cost of the catalogue's page by part: each side is built up step by step."""
