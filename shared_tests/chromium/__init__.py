"""What only a real browser shows: scripts, keys, focus, contrast, widths; on both sides by the same
sentences."""
