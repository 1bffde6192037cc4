"""The ways of holding connections that no side of Bookshelf takes: small applications, and Django's
default handler."""

GROUP = "books"
"""To which Channels' layer sends the events."""
