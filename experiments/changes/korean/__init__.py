"""A second language: Korean."""
