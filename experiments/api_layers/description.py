"""The test cases of every library for APIs: it describes the API that it serves."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.api_layers.documents import agreed, compared, operations
from shared_tests.harness.browser import Browser


@pytest.fixture
def generated(anonymous: Browser) -> Any:
    response = anonymous.get("/api/schema.json")
    assert (response.status_code, response.headers["Content-Type"][-4:]) == (200, "json")
    return response.json()


def test_it_describes_every_operation_of_the_agreed_description(generated: Any):
    assert operations(generated).keys() >= operations(agreed()).keys()


@pytest.mark.parametrize("kind", ["path", "method", "parameter", "request"])
def test_it_leaves_out_nothing_of_the_agreed_description(generated: Any, kind: str):
    assert compared(agreed(), generated)[kind]["missing"] == []


def test_it_has_a_schema_for_every_success(generated: Any):
    for name, operation in operations(agreed()).items():
        responses = operations(generated)[name]["responses"]
        assert operation["responses"].keys() & {"200", "201", "204"} <= responses.keys(), name


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_description_is_only_read(anonymous: Browser, method: str):
    response = anonymous.request(method, "/api/schema.json", headers={"Origin": anonymous.base_url})
    assert (response.status_code, "GET" in response.headers.get("Allow", "")) == (405, True)
