"""Requests by the thousand, made up from the description of the API: what it allows and what it
forbids."""
