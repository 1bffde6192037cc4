"""A second factor: codes of RFC 6238 after the password, and ten for the day on which the telephone
is lost."""
