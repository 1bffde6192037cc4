"""The content security policy and the permissions policy."""

from typing import Any

CONTENT: dict[str, Any] = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
