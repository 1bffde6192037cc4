"""Books get a number of pages."""
