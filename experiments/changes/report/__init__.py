"""A change request: a report that staff read, filter and download as CSV."""
