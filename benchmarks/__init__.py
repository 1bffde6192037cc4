"""Measures both implementations and makes the tables that COMPARISON.md shows."""
