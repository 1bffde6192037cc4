"""The API by functions and typed models of a library."""
