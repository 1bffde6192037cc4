"""The least that the same responses cost in Python: one WSGI callable, sqlite3, f-strings and
html.escape.

It has no framework, no router, no ORM and no template; it asks the database of the Flask side,
whose SQL is the plainer. It refuses what both sides refuse in these requests (a foreign host or
origin, a wrong token, a session that ended, fields of a wrong kind) and sends their headers, and
nothing else: it is no application to build on.
"""
