"""Tests of the measuring code: small sources and figures with a known result."""
