"""A model of the specification, and all that is needed to compare a server with it."""
