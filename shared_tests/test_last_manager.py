"""There is always a manager: the last active one stays, whoever tries, in whatever way, at the same
time as others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser, Response, text
from shared_tests.harness.databases import Database

SECOND, SECRET = "second-manager", "violet-harbour-93-lantern"
WAYS: dict[str, Callable[[AdminDriver, Browser, str], Response | None]] = {
    "demoted": lambda admin, browser, name: admin.change_user(browser, name, role="editor"),
    "made a reader": lambda admin, browser, name: admin.change_user(browser, name, role="reader"),
    "deactivated": lambda admin, browser, name: admin.change_user(browser, name, active=False),
    "deleted": lambda admin, browser, name: admin.delete_user(browser, name),
    "ticked and deleted": lambda admin, browser, name: admin.delete_users_together(browser, name),
}


@dataclass
class House:
    """A library with one manager, and the ways to have a second one."""

    open_browser: Callable[..., Browser]
    url: str
    admin: AdminDriver
    database: Database
    password: str
    manager: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.manager = self.sign_in("manager", self.password)

    def sign_in(self, username: str, password: str) -> Browser:
        browser = self.open_browser(self.url)
        assert browser.sign_in(username, password).status_code == 302
        return browser

    def second(self) -> Browser:
        assert self.admin.add_user(self.manager, SECOND, SECRET, "manager").status_code == 302
        return self.sign_in(SECOND, SECRET)

    def still_kept(self) -> bool:
        """Whether the first manager is still there, and is one."""
        me = self.manager.get("/api/me/")
        return me.status_code == 200 and me.json()["roles"] == ["manager"]


@pytest.fixture(scope="module")
def own_house(
    spare: Spare, demo_database: Database, open_browser, admin: AdminDriver, password: str
) -> House:
    """On a server of their own: where one of these cases fails, nobody is left who may do
    anything."""
    spare.database.take(demo_database)
    return House(open_browser, spare.base_url, admin, spare.database, password)


@pytest.fixture
def house(own_house: House, demo_database: Database) -> Iterator[House]:
    """With the first manager alone before and after each case."""
    yield own_house
    if own_house.still_kept():
        own_house.admin.delete_user(own_house.manager, SECOND)
    else:
        own_house.database.take(demo_database)
        own_house.manager = own_house.sign_in("manager", own_house.password)


def told(browser: Browser, response: Response) -> str:
    """What the page says to which a write leads."""
    return text(browser.follow(response) if response.is_redirect else response).lower()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_last_manager_is_refused_by_himself(house: House, way):
    response = way(house.admin, house.manager, "manager")
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" in told(house.manager, response)
    assert house.still_kept()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_of_two_managers_one_may_go_and_the_other_then_not(house: House, way):
    second = house.second()
    response = way(house.admin, house.manager, SECOND)
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" not in told(house.manager, response)
    assert second.get("/admin/").status_code in (200, 302, 403)
    assert "last manager" in told(house.manager, way(house.admin, house.manager, "manager"))
    assert house.still_kept()


def test_a_manager_who_may_not_sign_in_is_none(house: House):
    house.second()
    assert house.admin.change_user(house.manager, SECOND, active=False).status_code == 302
    for way in WAYS.values():
        if response := way(house.admin, house.manager, "manager"):
            assert "last manager" in told(house.manager, response)
    assert house.admin.delete_user(house.manager, SECOND).status_code == 302  # who is none may go
    assert house.still_kept()


def test_nobody_is_deleted_together_with_the_last_manager(house: House):
    response = house.admin.delete_users_together(house.manager, "reader", "manager")
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" in told(house.manager, response)
    assert house.still_kept()
    assert house.admin.open_user(house.manager, "reader").status_code == 200


def test_who_was_a_manager_when_the_form_was_opened_changes_nothing(house: House):
    second = house.second()
    opened = house.admin.open_user(second, "manager")
    house.admin.change_user(house.manager, SECOND, active=False)
    assert house.admin.save(second, opened, role="editor").status_code in (302, 403)
    assert house.still_kept()


def test_the_last_manager_may_have_another_name_and_password(house: House, demo_database: Database):
    opened = house.admin.open_user(house.manager, "manager")
    assert house.admin.save(house.manager, opened, username="Manager").status_code == 302
    assert house.admin.set_password(house.manager, "Manager", SECRET).status_code == 302
    assert house.sign_in("Manager", SECRET).get("/api/me/").json()["roles"] == ["manager"]
    house.database.take(demo_database)
    house.manager = house.sign_in("manager", house.password)


@pytest.mark.parametrize(
    "change", [{"role": "editor"}, {"active": False}], ids=["demote", "deactivate"]
)
def test_of_two_managers_who_do_it_to_each_other_at_once_one_stays(house: House, change: dict):
    second = house.second()
    forms = [(house.manager, house.admin.open_user(house.manager, SECOND))]
    forms += [(second, house.admin.open_user(second, "manager"))]
    with ThreadPoolExecutor(2) as pool:
        with house.database.held("user") as wait:
            sent = [
                pool.submit(house.admin.save, browser, opened, **change)
                for browser, opened in forms
            ]
            wait(2)
        for one in sent:
            one.result()
    kept = []
    for username, password in (("manager", house.password), (SECOND, SECRET)):
        browser = house.open_browser(house.url)
        if browser.sign_in(username, password).status_code == 302:
            kept += browser.get("/api/me/").json()["roles"]
    assert kept.count("manager") == 1
