"""A form whose token is out of date is rendered again by its own view, which cannot store
anything."""

from typing import Any

import pytest
from django.middleware import csrf
from django.test import Client, RequestFactory

from accounts.models import User
from books.models import Author
from core import stale

ADD = "/admin/books/author/add/"
FIELDS = {"name": "Typed", "slug": "typed"}


@pytest.fixture
def editor(signed_in) -> Client:
    client = signed_in("editor")
    client.handler.enforce_csrf_checks = True
    return client


def test_nothing_is_stored_even_if_the_form_were_valid(
    editor: Client, monkeypatch: pytest.MonkeyPatch
):
    # So that the form is unchanged
    monkeypatch.setattr("core.admin.is_stale", lambda request: False)
    response = editor.post(ADD, FIELDS)
    assert (response.status_code, Author.objects.count()) == (403, 0)
    assert stale.SENTENCE not in response.content.decode()


def test_none_of_its_fields_is_validated(editor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.forms.fields.CharField.clean", None)  # must not be called
    page = editor.post(ADD, FIELDS).content.decode()
    assert (stale.SENTENCE in page, 'value="Typed"' in page) == (True, True)


def test_no_password_is_checked(db: None, monkeypatch: pytest.MonkeyPatch):
    User.objects.create_user("reader", password="quiet-otter-sings-42")
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", None)
    client = Client(enforce_csrf_checks=True)
    response = client.post("/login/", {"username": "reader", "password": "quiet-otter-sings-42"})
    assert (response.status_code, stale.SENTENCE in response.content.decode()) == (403, True)


def test_only_reasons_about_the_token_bring_a_form_back():
    reasons = {name: str(value) for name, value in vars(csrf).items() if name.startswith("REASON_")}
    of_a_token = {name for name, reason in reasons.items() if reason.startswith(stale.OF_A_TOKEN)}
    assert of_a_token == {"REASON_NO_CSRF_COOKIE", "REASON_CSRF_TOKEN_MISSING"}


def test_an_address_that_leads_nowhere_gets_the_plain_page():
    request: Any = RequestFactory().post("/login/")
    assert stale.csrf_failure(request, csrf.REASON_NO_CSRF_COOKIE).status_code == 403
