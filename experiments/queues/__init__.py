"""Which queue to take when: eight of them, with real workers and real brokers."""
