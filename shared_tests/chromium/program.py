"""Which browser there is on this machine."""

from __future__ import annotations

import os
import shutil

import pytest


def program() -> str:
    """The browser on this machine. Without one: skips, and fails in CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("google-chrome") or shutil.which("chromium")
    if not path:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(
            "no browser: apt install chromium, or set CHROMIUM to the path of Chromium or Chrome"
        )
    return path
