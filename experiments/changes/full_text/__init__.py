"""Finding books by words, the best match first."""
