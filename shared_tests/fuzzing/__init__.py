"""Thousands of requests generated from the description of the API: allowed and forbidden ones."""
