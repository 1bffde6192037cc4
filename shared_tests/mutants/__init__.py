"""Planted faults: proof that the suite can fail."""
