"""Footprint, step by step from an application in one file to all of Bookshelf."""

from benchmarks.minimal.measuring import measure

__all__ = ["measure"]
