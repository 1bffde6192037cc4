"""A change request: every write to a book, an author or a user is in a trail that managers can
read."""
