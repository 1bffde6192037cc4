"""Every field refuses every kind of value that the description does not allow for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared_tests.drivers.api import create, patch, status
from shared_tests.harness.browser import Browser

SCHEMAS = yaml.safe_load((Path(__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))[
    "components"
]["schemas"]
READ_ONLY = SCHEMAS["Book"]["properties"].keys() - SCHEMAS["BookChange"]["properties"].keys()
VALUES: dict[str, list[Any]] = {
    "null": [None],
    "boolean": [True, False],
    "string": ["1813", "true", ""],
    "integer": [1, 0],
    "number": [1813.5],
    "array": [[], ["a"]],
    "object": [{}, {"slug": "jane-austen"}],
}


def schema(name: str) -> dict[str, Any]:
    """The schema of a field; a reference is resolved."""
    described = SCHEMAS["BookChange"]["properties"][name]
    return SCHEMAS[described["$ref"].rpartition("/")[2]] if "$ref" in described else described


def wrong() -> Iterator[Any]:
    """Fields with values of the wrong kind, or too long, too large or too small by one."""
    for name in SCHEMAS["BookChange"]["properties"]:
        kinds = (
            schema(name)["type"]
            if isinstance(schema(name)["type"], list)
            else [schema(name)["type"]]
        )
        values = [value for kind in VALUES.keys() - kinds for value in VALUES[kind]]
        values += ["x" * (schema(name)["maxLength"] + 1)] if "maxLength" in schema(name) else []
        values += (
            [schema(name)["maximum"] + 1, schema(name)["minimum"] - 1]
            if "maximum" in schema(name)
            else []
        )
        yield pytest.param(name, values, id=name)


def test_the_fields_that_cannot_be_set_are_the_ones_that_the_description_says():
    assert sorted(READ_ONLY) == ["created_at", "updated_at", "version"]
    assert SCHEMAS["NewBook"]["required"] == ["title", "slug", "author", "year"]


@pytest.mark.parametrize(("name", "values"), list(wrong()))
def test_a_value_of_another_kind_is_refused(
    editor: Browser, anonymous: Browser, new_book, new_slug, name: str, values
):
    book = new_book()
    for value in values:
        for response in (
            editor.api("POST", "/api/books/", json=given(new_slug(), name, value)),
            patch(editor, book, **{name: value}),
        ):
            assert (value, status(response), list(response.json()["errors"])) == (
                value,
                422,
                [name],
            )
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("half", ["\\ud800", "a\\udc00b"])
def test_a_name_with_half_a_character_is_refused(editor: Browser, new_book, half: str):
    book = new_book()
    headers = {
        "X-CSRFToken": editor.token(),
        "Origin": editor.base_url,
        "Content-Type": "application/json",
        "If-Match": "*",
    }
    for method, path in (("POST", "/api/books/"), ("PATCH", f"/api/books/{book['slug']}/")):
        body = f'{{"{half}": 1, "title": "Not stored"}}'
        response = editor.request(method, path, content=body, headers=headers)
        assert (response.status_code, bool(response.json()["errors"])) == (422, True)


def given(slug: str, name: str, value: object) -> dict[str, object]:
    """A new book that is valid except for one field."""
    return {"title": "Not stored", "slug": slug, "author": "jane-austen", "year": 1813} | {
        name: value
    }


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_a_read_only_field_cannot_be_set(editor: Browser, new_book, new_slug, name: str):
    book = new_book()
    for response in (
        create(editor, slug=new_slug(), **{name: book[name]}),
        patch(editor, book, **{name: book[name]}),
    ):
        assert (status(response), list(response.json()["errors"])) == (422, [name])


@pytest.mark.parametrize("name", SCHEMAS["NewBook"]["required"])
def test_a_new_book_needs_what_the_description_says(editor: Browser, new_slug, name: str):
    body = given(new_slug(), name, "")
    del body[name]
    response = editor.api("POST", "/api/books/", json=body)
    assert (status(response), list(response.json()["errors"])) == (422, [name])
