"""Ten linked pages: five with text, and five with forms whose input is stored."""

from __future__ import annotations

import pytest

from experiments.changes.ten_pages.sent import (
    FORMS,
    PAGES,
    TEXTS,
    list_of,
    messages,
    newest,
    refused,
    send,
)
from shared_tests.harness.browser import Browser, form_of, html, text

MARKUP = "<script>alert(1)</script>"
ODD = {
    "white space alone": ("contact", "name", "  "),
    "too long": ("contact", "message", "x" * 2001),
    "a long address": ("contact", "email", f"{'x' * 250}@example.org"),
    "no address": ("card", "email", "min at example.org"),
    "no choice": ("suggest", "kind", ""),
    "another choice": ("mistake", "part", "colour"),
    "no date": ("card", "born", "yesterday"),
    "no such day": ("card", "born", "1990-02-30"),
    "a day to come": ("opinion", "visited", "2999-01-01"),
    "a day long gone": ("card", "born", "0001-01-01"),
}
KINDS = {"contact": {"text", "email", "textarea"}, "suggest": {"text", "select", "textarea"}}
KINDS |= {"mistake": {"text", "select", "textarea"}, "card": {"text", "email", "date"}}
KINDS |= {"opinion": {"select", "date", "textarea"}}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_all_ten_and_marks_itself(anonymous: Browser, path: str):
    page = html(anonymous.get(path))
    links = page.xpath("//nav[@aria-label='About the library']//a")
    assert [link.get("href") for link in links] == PAGES
    assert [link.get("href") for link in links if link.get("aria-current") == "page"] == [path]
    assert page.xpath("string(//h1)") == page.xpath("string(//a[@aria-current='page'])")
    assert page.xpath("//main//p[normalize-space()]")


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_of_text_takes_nothing_and_sets_no_cookie(anonymous: Browser, name: str):
    page = anonymous.get(f"/pages/{name}/")
    assert (page.status_code, "Set-Cookie" in page.headers) == (200, False)
    assert anonymous.post(f"/pages/{name}/").status_code == 405


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_fields_of_different_kinds(anonymous: Browser, name: str):
    form = form_of(anonymous.get(f"/pages/{name}/"), f"/pages/{name}/")
    fields = [form.xpath(".//label//*[@name=$name]", name=field)[0] for field in FORMS[name]]
    assert {field.get("type", field.tag) for field in fields} == KINDS[name]


@pytest.mark.parametrize("name", FORMS)
def test_what_was_sent_is_answered_with_a_message_that_is_shown_once(anonymous: Browser, name: str):
    response = send(anonymous, name)
    assert (response.status_code, response.headers["Location"]) == (302, f"/pages/{name}/")
    assert len(messages(anonymous.follow(response))) == 1
    assert messages(anonymous.follow(response)) == []


def test_the_message_is_shown_on_whatever_page_comes_next(anonymous: Browser):
    send(anonymous, "contact")
    assert messages(anonymous.get("/no-such-page/")) == []  # rendered without the user
    assert len(messages(anonymous.get("/books/"))) == 1


@pytest.mark.parametrize(("name", "field", "value"), ODD.values(), ids=ODD)
def test_a_refused_form_says_why_beside_the_field_and_keeps_the_rest(
    anonymous: Browser, name: str, field: str, value: str
):
    response = send(anonymous, name, **{field: value})
    assert (response.status_code, refused(response)) == (422, [field])
    kept = dict(form_of(response, f"/pages/{name}/").form_values())
    assert {key: kept[key].strip() for key in FORMS[name] if key != field} == {
        key: typed for key, typed in FORMS[name].items() if key != field
    }


def test_a_form_can_be_sent_again_when_it_has_been_mended(anonymous: Browser):
    refused_once = send(anonymous, "card", email="nothing")
    assert (
        anonymous.submit(refused_once, "/pages/card/", email="min@example.org").status_code == 302
    )


@pytest.mark.parametrize("name", FORMS)
def test_a_form_without_its_token_stores_nothing(anonymous: Browser, database, name: str):
    before = database.rows()
    assert anonymous.post(f"/pages/{name}/", FORMS[name]).status_code == 403
    assert database.rows() == before


@pytest.mark.parametrize("name", FORMS)
def test_a_viewer_reads_what_was_sent_and_nobody_writes_it(
    anonymous: Browser, viewer, reader, manager, name: str
):
    field, value = "name" if name == "card" else list(FORMS[name])[-1], f"{name} {MARKUP}"
    assert send(anonymous, name, **{field: value}).status_code == 302
    shown, listed = newest(viewer, name), list_of(viewer, name)
    assert MARKUP not in shown.text
    assert value in text(shown)
    assert reader.get(listed).status_code == 403
    assert {manager.get(f"{listed}{word}/").status_code for word in ("add", "new")} == {403, 404}


def test_what_may_be_left_empty_may_be_left_out(anonymous: Browser, viewer: Browser):
    page = anonymous.get("/pages/suggest/")
    fields = dict(form_of(page, "/pages/suggest/").form_values()) | {
        "title": "Poems of nobody",
        "kind": "poetry",
    }
    needed = {name: value for name, value in fields.items() if name not in ("author", "reason")}
    response = anonymous.post("/pages/suggest/", needed)
    assert response.status_code == 302
    assert "Poems of nobody" in text(newest(viewer, "suggest"))
