"""A forgotten password: a link by mail, which is valid once and for an hour."""
