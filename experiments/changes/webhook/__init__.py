"""A change request: a webhook through which a supplier reports available books, in signed
deliveries."""
