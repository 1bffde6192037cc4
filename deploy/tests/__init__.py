"""What the front server, the application servers and their configuration promise."""
