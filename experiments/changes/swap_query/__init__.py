"""The ORM left aside for one query."""
