"""Tests of what measures: small made-up sources and figures with a known response."""
