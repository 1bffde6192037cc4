"""Another hash for passwords."""
