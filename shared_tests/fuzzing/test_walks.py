"""A book is added, read, changed and deleted, in any order that the links of the description
allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from schemathesis import Case, Response

from shared_tests.fuzzing.description import description
from shared_tests.fuzzing.shelf import Shelf, repair_body

life = description.exclude(operation_id=["listBooks", "whoAmI"])  # they are not about a single book
machine: Any = life.as_state_machine()

pytestmark = pytest.mark.timeout(300)


def test_a_book_can_be_followed_through_its_life(
    base_url: str, credentials: Callable, shelf: Shelf
) -> None:
    class Walk(machine):
        def before_call(self, case: Case) -> None:
            repair_body(case)

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"base_url": base_url, **credentials("manager")}

        def after_call(self, response: Response, case: Case) -> None:
            super().after_call(response, case)
            shelf.note(case, response)

        def validate_response(
            self, response: Response, case: Case, *args: Any, **kwargs: Any
        ) -> None:
            super().validate_response(response, case, base_url=base_url)

        def teardown(self) -> None:
            shelf.clear()

    Walk.run(
        settings=settings(
            max_examples=25, stateful_step_count=8, derandomize=True, deadline=None, database=None
        )
    )
