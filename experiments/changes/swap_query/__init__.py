"""One query without the ORM."""
