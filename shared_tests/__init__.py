"""The specification of Bookshelf: one HTTP suite for every implementation."""
