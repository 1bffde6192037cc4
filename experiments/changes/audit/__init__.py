"""A change request: an audit trail of every write to a book, an author or a user, which managers
can read."""
