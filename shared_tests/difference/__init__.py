"""Sends the same requests to both applications, and demands answers of the same meaning."""
