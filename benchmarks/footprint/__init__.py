"""What the same abilities install, import and hold in memory, in three set-ups of each side."""
