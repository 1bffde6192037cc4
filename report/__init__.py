"""From measurements to a decision: measured rows, claims with verdicts from them, and a choice that
weighs them."""
