"""The request for a report that staff read, filter and take away as CSV."""
