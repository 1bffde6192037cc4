"""One function a row: its docstring is what the row says, its finding what one application does."""
