"""One function a row: its docstring is what the row says, its answer what one application does."""
