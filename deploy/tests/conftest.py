"""The implementations that are installed, and the whole production of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx
import pytest

from deploy.programs import Programs, programs
from deploy.stack import Stack, production
from shared_tests.implementations import IMPLEMENTATIONS, Implementation

INSTALLED = [name for name in sorted(IMPLEMENTATIONS) if find_spec(name)]


@pytest.fixture(scope="session", params=INSTALLED)
def implementation(request: pytest.FixtureRequest) -> Implementation:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="session", params=["wheels", "system"])
def found(request: pytest.FixtureRequest) -> Iterator[Programs]:
    """The programs of the wheels, then the machine's own where there are any."""
    with shared_folder() as folder:
        try:
            yield programs(folder, system=request.param == "system")
        except RuntimeError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder that nobody, too, can pass through, unlike those of pytest."""
    with TemporaryDirectory(prefix="bookshelf-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def home() -> Iterator[Path]:
    with shared_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def stack(implementation: Implementation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder: Path = tmp_path_factory.mktemp(implementation.name)
    with production(implementation, folder, fault_routes=True, broker="") as stack:
        yield stack


@pytest.fixture
def client(stack: Stack) -> Iterator[httpx.Client]:
    """A client that follows no redirect."""
    with httpx.Client(base_url=stack.base_url, verify=stack.trust, timeout=5) as client:
        yield client
