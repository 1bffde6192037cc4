"""The request for a webhook: a supplier tells which books are available, in deliveries that it
signs."""
