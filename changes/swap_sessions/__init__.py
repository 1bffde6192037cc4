"""Another store for sessions."""
