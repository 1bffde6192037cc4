"""Small applications: the ways of holding connections that no side of Bookshelf takes."""

GROUP = "books"
"""To which Channels' layer sends the events."""
