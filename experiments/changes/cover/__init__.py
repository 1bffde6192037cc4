"""A cover picture for each book, which editors upload."""
