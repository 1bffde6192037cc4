"""There is always a manager: the last active one cannot be removed, in any way, even by several
requests at once."""

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
class ManagedSite:
    """A server with one manager, and the ways to add a second one."""

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
        """Whether the first manager still exists, and is still a manager."""
        me = self.manager.get("/api/me/")
        return me.status_code == 200 and me.json()["roles"] == ["manager"]


@pytest.fixture(scope="module")
def own_site(
    spare: Spare, demo_database: Database, open_browser, admin: AdminDriver, password: str
) -> ManagedSite:
    """On a server of its own, because a failed case may leave no manager."""
    spare.database.take(demo_database)
    return ManagedSite(open_browser, spare.base_url, admin, spare.database, password)


@pytest.fixture
def site(own_site: ManagedSite, demo_database: Database) -> Iterator[ManagedSite]:
    """The first manager is the only one before and after each case."""
    yield own_site
    if own_site.still_kept():
        own_site.admin.delete_user(own_site.manager, SECOND)
    else:
        own_site.database.take(demo_database)
        own_site.manager = own_site.sign_in("manager", own_site.password)


def page_text(browser: Browser, response: Response) -> str:
    """The text of the page to which a write leads."""
    return text(browser.follow(response) if response.is_redirect else response).lower()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_last_manager_cannot_remove_the_own_role_or_account(site: ManagedSite, way):
    response = way(site.admin, site.manager, "manager")
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" in page_text(site.manager, response)
    assert site.still_kept()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_of_two_managers_only_one_can_be_removed(site: ManagedSite, way):
    second = site.second()
    response = way(site.admin, site.manager, SECOND)
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" not in page_text(site.manager, response)
    assert second.get("/admin/").status_code in (200, 302, 403)
    assert "last manager" in page_text(site.manager, way(site.admin, site.manager, "manager"))
    assert site.still_kept()


def test_an_inactive_manager_does_not_count(site: ManagedSite):
    site.second()
    assert site.admin.change_user(site.manager, SECOND, active=False).status_code == 302
    for way in WAYS.values():
        if response := way(site.admin, site.manager, "manager"):
            assert "last manager" in page_text(site.manager, response)
    assert (
        site.admin.delete_user(site.manager, SECOND).status_code == 302
    )  # not a manager that counts
    assert site.still_kept()


def test_no_user_is_deleted_together_with_the_last_manager(site: ManagedSite):
    response = site.admin.delete_users_together(site.manager, "reader", "manager")
    if response is None:
        pytest.skip("this admin deletes one by one")
    assert "last manager" in page_text(site.manager, response)
    assert site.still_kept()
    assert site.admin.open_user(site.manager, "reader").status_code == 200


def test_a_form_of_a_former_manager_changes_nothing(site: ManagedSite):
    second = site.second()
    opened = site.admin.open_user(second, "manager")
    site.admin.change_user(site.manager, SECOND, active=False)
    assert site.admin.save(second, opened, role="editor").status_code in (302, 403)
    assert site.still_kept()


def test_the_last_manager_may_have_another_name_and_password(
    site: ManagedSite, demo_database: Database
):
    opened = site.admin.open_user(site.manager, "manager")
    assert site.admin.save(site.manager, opened, username="Manager").status_code == 302
    assert site.admin.set_password(site.manager, "Manager", SECRET).status_code == 302
    assert site.sign_in("Manager", SECRET).get("/api/me/").json()["roles"] == ["manager"]
    site.database.take(demo_database)
    site.manager = site.sign_in("manager", site.password)


@pytest.mark.parametrize(
    "change", [{"role": "editor"}, {"active": False}], ids=["demote", "deactivate"]
)
def test_of_two_managers_who_remove_each_other_at_once_one_stays(site: ManagedSite, change: dict):
    second = site.second()
    forms = [(site.manager, site.admin.open_user(site.manager, SECOND))]
    forms += [(second, site.admin.open_user(second, "manager"))]
    with ThreadPoolExecutor(2) as pool:
        with site.database.held("user") as wait:
            sent = [
                pool.submit(site.admin.save, browser, opened, **change) for browser, opened in forms
            ]
            wait(2)
        for one in sent:
            one.result()
    kept = []
    for username, password in (("manager", site.password), (SECOND, SECRET)):
        browser = site.open_browser(site.url)
        if browser.sign_in(username, password).status_code == 302:
            kept += browser.get("/api/me/").json()["roles"]
    assert kept.count("manager") == 1
