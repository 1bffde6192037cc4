"""Where the cost of the catalogue's page goes: each side built up step by step, one thing added at
a time."""
