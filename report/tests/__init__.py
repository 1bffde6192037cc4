"""Tests of the claims, the chooser, plots, rows and site."""
