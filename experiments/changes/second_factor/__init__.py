"""A second factor: codes of RFC 6238 after the password, and ten recovery codes."""
