"""Another template engine for the catalogue."""
