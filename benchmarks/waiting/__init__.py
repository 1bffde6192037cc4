"""What a view that waits for others costs on each stack: threads, gevent, and event loops."""
