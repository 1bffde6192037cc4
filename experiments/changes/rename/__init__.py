"""The column `summary` of books becomes `description`."""
