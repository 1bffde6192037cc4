"""Headers."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.subject import FOREIGN
from benchmarks.defaults.user import Site

THREE = ("nosniff", "Referrer-Policy", "no framing")
OTHERS = ("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy")


def borne(site: Site) -> set[str]:
    """The protections that a page and an error page bear; framing is forbidden by either of two
    headers."""
    user, found = site.user(), []
    for path in (site.subject.books, "/no-such-page/"):
        headers = user.get(path).headers
        names = {name for name in (*THREE, *OTHERS) if headers.get(name)}
        names |= {headers.get("X-Content-Type-Options", "")}
        if "X-Frame-Options" in headers or "frame-ancestors" in headers.get(
            "Content-Security-Policy", ""
        ):
            names |= {"no framing"}
        found.append(names)
    return set.intersection(*found)


def sent(site: Site, *names: str) -> Finding:
    lacking = sorted(set(names) - borne(site))
    if not lacking:
        return held_if(True, "sent")
    return held_if(False, "none" if len(lacking) == len(names) else f"without {', '.join(lacking)}")


def content_security_policy(site: Site) -> Finding:
    """`Content-Security-Policy` is sent"""
    return sent(site, "Content-Security-Policy")


def three_for_browsers(site: Site) -> Finding:
    """`X-Content-Type-Options`, `Referrer-Policy` and a ban on framing are sent"""
    return sent(site, *THREE)


def windows_apart(site: Site) -> Finding:
    """`Cross-Origin-Opener-Policy` is sent"""
    return sent(site, "Cross-Origin-Opener-Policy")


def permissions_policy(site: Site) -> Finding:
    """`Permissions-Policy` is sent"""
    return sent(site, "Permissions-Policy")


def foreign_host(site: Site) -> Finding:
    """A request for another `Host` is refused"""
    response = site.user().request("GET", site.subject.books, headers={"Host": FOREIGN})
    return held_if(400 <= response.status_code < 500, response.status_code)


ROWS = (
    content_security_policy,
    three_for_browsers,
    windows_apart,
    permissions_policy,
    foreign_host,
)
