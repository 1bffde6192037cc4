"""Reaches a development server behind a firewall through ssh, and tests what that changes."""
