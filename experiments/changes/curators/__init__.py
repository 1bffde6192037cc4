"""A change request: users who may change the books of single authors."""
