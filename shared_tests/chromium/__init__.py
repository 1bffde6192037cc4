"""What only a real browser shows: scripts, keys, focus, contrast, widths; the same cases on both
sides."""
