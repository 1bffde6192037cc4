"""Footprint, step by step from an application in one file to all of Bookshelf."""
