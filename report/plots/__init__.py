"""Draws the figures of a run: each plot as SVG for a light and for a dark page."""
