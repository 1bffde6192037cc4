"""Uploading a cover as an editor, and viewing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from experiments.changes.cover.pictures import cover, send
from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response


@pytest.fixture
def upload(editor: Browser, admin: AdminDriver) -> Callable[..., Response]:
    """Open the form of a book, choose a file and save."""

    def one(slug: str, content: bytes, name: str = "cover.png") -> Response:
        return send(editor, admin.open_change(editor, slug), ("cover", (name, content)))

    return one


@pytest.fixture
def shown(anonymous: Browser) -> Callable[[str], str]:
    """The address of the cover that the page of a book shows."""
    return lambda slug: cover(anonymous.get(f"/books/{slug}/"))
