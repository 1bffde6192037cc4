"""The cost of a change: typical requests, each with a patch per side and its own contract test
cases."""
