"""Admin."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import html

INLINE = (
    "//script[not(@src)] | //@*[starts-with(name(), 'on')] | //@href[starts-with(., 'javascript:')]"
)


def statuses(user: SimulatedUser) -> set[int]:
    """Of the admin's index and lists."""
    return {user.get(path).status_code for path in user.subject.admin}


def words(found: set[int]) -> str:
    return ", ".join(str(status) for status in sorted(found))


def closed_to_anonymous(site: Site) -> Finding:
    """The admin, its index too, is closed to anonymous users"""
    if not site.subject.admin:
        return does_not_apply("no admin")
    found = statuses(site.user())
    return held_if(200 not in found, words(found))


def closed_to_readers(site: Site) -> Finding:
    """The admin is closed to users who are no staff"""
    if not site.subject.admin:
        return does_not_apply("no admin")
    found = statuses(site.as_user())
    return held_if(200 not in found, words(found))


def no_script_in_the_page(site: Site) -> Finding:
    """The admin's pages hold no script, so that a strict `Content-Security-Policy` does not break
    them"""
    if not site.subject.admin:
        return does_not_apply("no admin")
    pages = [html(site.as_user("manager").get(path)) for path in site.subject.admin]
    found = [one for page in pages for one in page.xpath(INLINE)]
    return held_if(not found, f"{len(found)} places" if found else "none")


ROWS = (closed_to_anonymous, closed_to_readers, no_script_in_the_page)
