"""Connections that stay open: what a thousand streams of events, and as many WebSockets, cost one
process."""
