"""Compares eight queues with real workers and real brokers."""
