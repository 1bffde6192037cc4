"""A production stack for the cases that stop parts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from deploy.stack import Stack, production
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import Implementation


@pytest.fixture(scope="module")
def disposable_stack(
    implementation: Implementation,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Stack]:
    """A stack whose parts a case may stop and kill, if it starts them again. Exports wait in
    Valkey."""
    system = request.config.getoption("--programs") == "system"
    folder = tmp_path_factory.mktemp("disposable")
    with production(
        implementation, folder, system=system, broker="redis", settings={"EXPORT_LEASE": "2"}
    ) as stack:
        yield stack


@pytest.fixture
def open_disposable(
    disposable_stack: Stack, open_browser: Callable[..., Browser]
) -> Callable[[], Browser]:
    """Open a browser at it."""
    return lambda: open_browser(disposable_stack.base_url, trust=disposable_stack.trust)
