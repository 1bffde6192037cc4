"""A forgotten password: a link by mail, which is good once and for an hour."""
