"""Packages, imports and memory for the same features, in three set-ups of each side."""
