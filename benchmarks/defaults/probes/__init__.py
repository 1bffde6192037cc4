"""One function per row: its docstring is the text of the row, its finding the behaviour of one
application."""
