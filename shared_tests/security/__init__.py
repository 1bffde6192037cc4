"""What attackers try, and what must not happen when they do."""
