"""What the ledger and the choice promise."""
