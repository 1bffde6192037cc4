"""Each queue as its own quickstart sets it up, with nothing tuned."""
