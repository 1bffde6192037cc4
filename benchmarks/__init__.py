"""Measures both implementations and generates the tables of COMPARISON.md."""
