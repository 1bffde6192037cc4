"""The applications of one file with which a reader starts behave alike, as far as they go."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from urllib.parse import urljoin

import httpx2 as httpx
import pytest

from benchmarks.common.source import ROOT, piece
from deploy.demo import MINIMAL, MINIMAL_PATHS, MINIMAL_USER, start
from shared_tests.harness.browser import form_of, html, text
from shared_tests.harness.implementations import PASSWORD, Implementation
from shared_tests.harness.loopback import Client
from shared_tests.harness.servers import Server

SIGN_IN, ADMIN = MINIMAL_PATHS["sign-in"], MINIMAL_PATHS["admin"]
ADMIN_PAGES = {
    "flask": ["", "book/", "book/new/", "book/edit/?id=1"],
    "django": ["", "login/", "django_start/book/", "django_start/book/1/change/"],
}
TABLE_OF_USERS = {"flask": "user", "django": "auth_user"}
MOST_LINES = 100


@pytest.fixture(scope="module")
def served(implementation: Implementation) -> Iterator[Server]:
    with ExitStack() as stack:
        yield start(implementation.name, 0, PASSWORD, stack, minimal=True)


@pytest.fixture
def client(served: Server) -> Iterator[Client]:
    """An anonymous client that follows no redirect."""
    with Client(base_url=served.base_url, timeout=20) as client:
        yield client


@pytest.fixture
def staff(client: Client) -> Client:
    sign_in(client)
    return client


def sign_in(client: Client, **fields: str | None) -> httpx.Response:
    typed = {"username": MINIMAL_USER, "password": PASSWORD} | fields
    return submit(client, client.get(SIGN_IN), **typed)


def submit(client: Client, page: httpx.Response, **fields: str | None) -> httpx.Response:
    """Send the form that a page shows for itself, filled in, as a browser does. What is None is
    not sent."""
    filled = dict(form_of(page, page.url.path).form_values()) | fields
    data = {name: value for name, value in filled.items() if value is not None}
    return client.post(str(page.url), data=data, headers={"Referer": str(page.url)})


def end_of(client: Client, path: str) -> str:
    """The path of the page to which redirects lead from here."""
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 200
    return response.url.path


def linked(client: Client, page: httpx.Response, pattern: str) -> httpx.Response:
    """The first page to which this one links with such an address."""
    (address, *_) = (link for link in html(page).xpath("//a/@href") if re.search(pattern, link))
    return client.get(urljoin(str(page.url), address))


def test_the_front_page_lists_the_books(client: Client):
    response = client.get("/")
    assert response.status_code == 200
    assert "Emma" in text(response)


@pytest.mark.parametrize(
    "fields",
    [
        {"password": "wrong"},
        {"username": "nobody"},
        {"username": "", "password": ""},
        {"password": None},
    ],
    ids=["wrong password", "unknown user", "nothing typed", "no password sent"],
)
def test_a_refused_sign_in_is_401_with_the_form(client: Client, fields: dict):
    response = sign_in(client, **fields)
    assert response.status_code == 401
    assert submit(client, response, username=MINIMAL_USER, password=PASSWORD).status_code == 302


def test_a_refused_sign_in_says_why(client: Client):
    assert "nter a correct username and password." in text(sign_in(client, password="wrong"))


def test_a_refused_sign_in_signs_nobody_in(client: Client):
    sign_in(client, password="wrong")
    assert client.get(ADMIN).is_redirect


def test_a_right_sign_in_leads_to_the_books(client: Client):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_a_sign_in_without_the_token_of_its_form_is_refused(client: Client):
    sent = {"username": MINIMAL_USER, "password": PASSWORD}
    assert client.post(SIGN_IN, data=sent).status_code in (400, 403)
    assert client.get(ADMIN).is_redirect


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_the_sign_in_page_can_be_read(client: Client, method: str):
    assert client.request(method, SIGN_IN).status_code == 200


def test_what_is_not_there_is_404_with_a_page_of_its_own(client: Client):
    response = client.get(MINIMAL_PATHS["404"])
    assert response.status_code == 404
    assert "not on our shelves" in text(response)


def test_the_admin_leads_an_anonymous_client_to_the_sign_in(
    client: Client, implementation: Implementation
):
    leads = [end_of(client, f"{ADMIN}{path}") for path in ADMIN_PAGES[implementation.name]]
    assert leads == [SIGN_IN] * len(leads)


def test_the_admin_leads_a_user_who_is_not_staff_to_the_sign_in(
    staff: Client, served: Server, implementation: Implementation
):
    assert end_of(staff, ADMIN) == ADMIN
    file, table = served.log_file.parent / "start.sqlite3", TABLE_OF_USERS[implementation.name]
    with closing(sqlite3.connect(file)) as database:
        for is_staff, path in ((False, SIGN_IN), (True, ADMIN)):
            database.execute(f"UPDATE {table} SET is_staff = ?", [is_staff])
            database.commit()
            assert end_of(staff, ADMIN) == path


def test_the_admin_can_change_a_book(staff: Client):
    books = linked(staff, staff.get(ADMIN), r"/book/$")
    assert "Emma" in text(books)
    form = linked(staff, books, r"/book/(edit/|1/change/)")
    response = submit(staff, form, author="A. Lady")
    assert response.is_redirect
    assert "A. Lady" in linked(staff, books, r"/book/(edit/|1/change/)").text


def test_the_admin_is_drawn(staff: Client):
    page = staff.get(ADMIN)
    for sheet in html(page).xpath("//link[@rel='stylesheet']/@href"):
        assert staff.get(urljoin(str(page.url), sheet)).status_code == 200, sheet


@pytest.mark.parametrize("side", MINIMAL)
def test_it_stays_short(side: str):
    assert piece(f"docs/start/{side}_start.py").lines <= MOST_LINES


@pytest.mark.parametrize("options", [["--minimal", "rails"], ["--minimal=1"], ["--small"]])
def test_the_command_refuses_what_it_does_not_know(options: list[str]):
    command = [sys.executable, "-m", "deploy.demo", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=30)
    assert done.returncode == 2
    assert "error:" in done.stderr
