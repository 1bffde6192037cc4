"""What clients notice when a part of production fails: faults under load, slow clients, the effect
of each part."""
