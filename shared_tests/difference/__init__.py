"""Sends the same requests to both applications, and requires responses of the same meaning."""
