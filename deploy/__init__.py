"""Serves both implementations."""
