"""A divided site: each service serves only its part, nginx routes to the right one, and a session
is valid in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.split.outage import while_accounts_are_down
from experiments.split.services import SERVICES, loaded_for_nothing
from experiments.split.site import Site, demo_database, opened
from experiments.split.visits import ask, sessions, visit
from shared_tests.harness.implementations import Implementation

PAGES = [(name, page) for name, service in SERVICES.items() for page in service.pages]


@pytest.fixture(scope="module")
def site(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("divided")
    with opened(
        implementation.name, tuple(SERVICES), demo_database(implementation.name, folder)
    ) as site:
        yield site


@pytest.mark.parametrize(("owner", "page"), PAGES, ids=[page for _, page in PAGES])
def test_a_page_is_answered_by_its_service_alone(site: Site, owner: str, page: str):
    assert [name for name in SERVICES if ask(site, name, page) != 404] == [owner]


@pytest.mark.parametrize("page", [page for _, page in PAGES])
def test_the_front_asks_the_service_that_has_the_page(site: Site, page: str):
    assert site.browser().get(page).status_code != 404


@pytest.mark.parametrize("page", ["/healthz", "/readyz", "/static/bookshelf.css"])
def test_each_has_what_both_need(site: Site, page: str):
    assert [ask(site, name, page) for name in SERVICES] == [200, 200]


def test_a_session_is_good_in_both_where_they_share_the_key_until_it_ends(site: Site):
    assert sessions(site) == {"same key": 200, "another key": 401, "signed out": 401}


def test_without_the_accounts_sign_in_and_out_fail_and_all_else_works(site: Site):
    statuses = while_accounts_are_down(site)
    away = {
        what
        for who in ("anonymous", "editor")
        for what, status in statuses[who].items()
        if status == 502
    }
    assert away == {"/login/", "/account/", "POST /logout/"}
    assert {status for one in statuses.values() for status in one.values()} == {200, 202, 502}
    assert statuses["editor, afterwards"] == {"/account/": 200, "/": 200}


def test_neither_loads_what_the_other_has_to_itself(site: Site):
    visit(site)
    for service in site.services.values():
        service.stop()  # each then records its modules
    assert {name: loaded_for_nothing(site.side, name, site.modules(name)) for name in SERVICES} == {
        "accounts": [],
        "catalogue": [],
    }
