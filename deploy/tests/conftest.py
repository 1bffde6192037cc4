"""The implementations that are installed, and the whole production of each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from deploy.programs import Programs, programs, shared_folder, short_place
from deploy.stack import Stack, production
from shared_tests.harness.implementations import IMPLEMENTATIONS, Implementation
from shared_tests.harness.loopback import Client

INSTALLED = [name for name in sorted(IMPLEMENTATIONS) if find_spec(name)]


tempfile.tempdir = short_place()  # for pytest's own folders, in which sockets are made


@pytest.fixture(scope="session", params=INSTALLED)
def implementation(request: pytest.FixtureRequest) -> Implementation:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="session", params=["wheels", "system"])
def installed_programs(request: pytest.FixtureRequest) -> Iterator[Programs]:
    """The programs of the wheels, then the machine's own where there are any."""
    with shared_folder() as folder:
        try:
            yield programs(folder, system=request.param == "system")
        except RuntimeError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))


@pytest.fixture
def home() -> Iterator[Path]:
    with shared_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def stack(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    folder: Path = tmp_path_factory.mktemp(implementation.name)
    with production(implementation, folder, fault_routes=True, broker="") as stack:
        yield stack


@pytest.fixture
def client(stack: Stack) -> Iterator[Client]:
    """A client that follows no redirect."""
    with Client(base_url=stack.base_url, verify=stack.trust, timeout=5) as client:
        yield client
