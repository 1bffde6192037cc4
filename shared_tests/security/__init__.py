"""Attacks, and what must not happen."""
