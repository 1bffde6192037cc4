"""Injection and searches."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import html

MARKUP = "<script>alert(1)</script>{{7*7}}"


def stored_markup(site: Site) -> Finding:
    """Markup and template code in a title are shown as text, in the admin too"""
    manager = site.as_user("manager")
    stored = manager.send_book(site.subject.book(MARKUP))
    pages = [manager.get(path).text for path in (site.subject.books, *site.subject.admin[1:2])]
    shown = all("alert(1)" in page for page in pages)
    if not shown:
        raise RuntimeError(f"a book was not stored ({stored.status_code}), or is not shown")
    run = any("<script>alert(1)" in page or "{{7*7}}" not in page for page in pages)
    return held_if(not run, "run" if run else "as text")


def wildcards(site: Site) -> Finding:
    """`%` and `_` in a search are characters"""
    user = site.user()
    if "Prejudice" not in user.get(site.subject.books, q="Pride").text:
        raise RuntimeError("the search does not find what is there")
    found = "Prejudice" in user.get(site.subject.books, q="Pr_de").text
    return held_if(not found, "`Pr_de` finds Pride" if found else "as they are")


def unknown_author(site: Site) -> Finding:
    """A book whose author does not exist is not stored (SQLite)"""
    title = "By nobody at all"
    manager = site.as_user("manager")
    response = manager.send_book(site.subject.book(title, author=1))
    stored = is_listed(manager, title)
    return held_if(
        not stored,
        f"{response.status_code}, stored" if stored else f"{response.status_code}, not stored",
    )


def is_listed(user: SimulatedUser, title: str) -> bool:
    page = user.get(user.subject.books, q=title)
    return title in page.text.replace(f'value="{title}"', "")


def nul(site: Site) -> Finding:
    """A NUL in a search is refused, by a status or by the form's own message"""
    response = site.user().get(site.subject.books, q="a\0b")
    said = html(response).xpath("//ul[starts-with(@class, 'error')]/li") if response.text else []
    refused = response.status_code == 400 or (response.status_code == 200 and said)
    return held_if(refused, f"{response.status_code}, looked for"[: 3 if refused else None])


ROWS = (stored_markup, wildcards, nul, unknown_author)
