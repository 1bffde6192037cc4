"""A user name is stored in one spelling, and no two names differ only by case, width or
composition."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shared_tests.drivers.admin import AdminDriver, Line
from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, run

PASSWORD, OTHER = "violet-harbour-93-lantern", "orchid-lantern-58-river"
FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyz"}
SAME = {
    "as it stands": str,
    "large": str.upper,
    "with a capital": str.capitalize,
    "in full width": lambda name: name.translate(FULL_WIDTH),
    "with spaces around": lambda name: f" {name}\u3000",
    "decomposed": lambda name: name.replace("é", "e\u0301"),
    "with a double s": lambda name: name.replace("ß", "SS"),
    "with the other sigma": lambda name: name.replace("ς", "σ"),
}


@pytest.fixture(scope="module")
def names(manager: Browser, admin: AdminDriver, worker_id: str) -> Iterator[tuple[str, str]]:
    """Two users. The name of the first has letters that can be spelt in several ways."""
    made = f"andréß-ς-{worker_id}", f"second-of-two-{worker_id}"
    for name in made:
        assert admin.add_user(manager, name, PASSWORD, "reader").status_code == 302
    yield made
    for name in made:
        admin.delete_user(manager, name)


@pytest.mark.parametrize("spelt", SAME.values(), ids=SAME)
def test_the_name_of_a_new_user_is_unique(
    manager: Browser, admin: AdminDriver, names: tuple[str, str], spelt: Callable[[str], str]
):
    assert admin.add_user(manager, spelt(names[0]), OTHER, "reader").status_code == 200
    assert admin.changes(manager, names[0], "user") == [Line("manager", "added")]


@pytest.mark.parametrize("spelt", SAME.values(), ids=SAME)
def test_a_user_is_not_given_the_name_of_another(
    manager: Browser, admin: AdminDriver, names: tuple[str, str], spelt: Callable[[str], str]
):
    opened = admin.open_user(manager, names[1])
    assert admin.save(manager, opened, username=spelt(names[0])).status_code == 200
    assert admin.changes(manager, names[1], "user") == [Line("manager", "added")]


def test_a_refused_name_belongs_to_no_user(
    open_browser, manager: Browser, admin: AdminDriver, names
):
    refused = names[0].upper()
    assert admin.add_user(manager, refused, OTHER, "reader").status_code == 200
    assert [open_browser().sign_in(name, OTHER).status_code for name in (names[0], refused)] == [
        401,
        401,
    ]
    assert open_browser().sign_in(names[0], PASSWORD).status_code == 302


@pytest.mark.parametrize("spelt", ["Reader", "ＲＥＡＤＥＲ", " reader "], ids=ascii)
def test_a_demo_user_s_name_is_taken(manager: Browser, admin: AdminDriver, spelt: str):
    assert admin.add_user(manager, spelt, PASSWORD, "manager").status_code == 200


def test_a_user_may_be_given_the_own_name_in_another_case(
    manager: Browser, admin: AdminDriver, open_browser, new_slug
):
    name = f"case-{new_slug()}"
    admin.add_user(manager, name, PASSWORD, "reader")
    assert (
        admin.save(manager, admin.open_user(manager, name), username=name.upper()).status_code
        == 302
    )
    assert open_browser().sign_in(name, PASSWORD).status_code == 401
    assert open_browser().sign_in(name.upper(), PASSWORD).status_code == 302
    admin.delete_user(manager, name.upper())


def test_a_name_is_stored_as_it_is_compared(
    manager: Browser, admin: AdminDriver, open_browser, new_slug
):
    plain = f"Plain.é-{new_slug()}"
    typed = f"  Ｐｌａｉｎ.e\u0301{plain[7:]}\u00a0"
    assert admin.add_user(manager, typed, PASSWORD, "reader").status_code == 302
    browser = open_browser()
    assert browser.sign_in(plain, PASSWORD).status_code == 302
    assert browser.get("/api/me/").json()["username"] == plain
    assert open_browser().sign_in(typed, PASSWORD).status_code == 302
    assert open_browser().sign_in(plain.lower(), PASSWORD).status_code == 401
    admin.delete_user(manager, plain)


@pytest.mark.parametrize("filler", ["\u115f", "\u1160", "\u3164", "\uffa0"], ids=ascii)
def test_a_name_has_no_letter_that_cannot_be_seen(
    manager: Browser, admin: AdminDriver, open_browser, filler: str
):
    for name in (filler, f"manager{filler}"):
        assert admin.add_user(manager, name, PASSWORD, "reader").status_code == 200
        assert open_browser().sign_in(name, PASSWORD).status_code == 401


def test_a_long_name_of_marks_is_refused_as_soon_as_any(anonymous: Browser):
    """Putting marks in order takes quadratic time, and the client limits that of each response."""
    assert (
        anonymous.sign_in("a" + "\u0301" * 20_000 + "\u0316" * 20_000, "wrong").status_code == 401
    )


@pytest.mark.parametrize(("length", "status"), [(150, 302), (151, 200)])
def test_a_name_has_at_most_150_characters(
    manager: Browser, admin: AdminDriver, open_browser, new_slug, length: int, status: int
):
    name = new_slug().ljust(length, "x")
    assert admin.add_user(manager, name, PASSWORD, "reader").status_code == status
    assert open_browser().sign_in(name, PASSWORD).status_code == (302 if status == 302 else 401)
    if status == 302:
        admin.delete_user(manager, name)


def test_seed_leaves_users_alone_and_one_whose_name_differs_by_case(
    implementation: Implementation,
    spare: Spare,
    demo_database: Database,
    admin: AdminDriver,
    open_browser,
    password,
):
    spare.database.take(demo_database)
    manager = open_browser(spare.base_url)
    manager.sign_in("manager", password)
    assert (
        admin.save(manager, admin.open_user(manager, "reader"), username="Reader").status_code
        == 302
    )
    done = run(implementation, "seed", "--demo", "--password", OTHER, env=spare.env)
    assert (done.returncode, done.stderr) == (0, "")
    for name, secret, status in (
        ("Reader", password, 302),
        ("reader", OTHER, 401),
        ("viewer", password, 302),
    ):
        assert open_browser(spare.base_url).sign_in(name, secret).status_code == status
