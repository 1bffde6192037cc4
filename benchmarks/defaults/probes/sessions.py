"""Sessions."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.implementations import PASSWORD

NEW_PASSWORD = "violet-harbour-93-lantern"


def thief_of(site: Site, user: SimulatedUser) -> SimulatedUser:
    """Another browser with the same cookies."""
    thief = site.user()
    thief.take_cookies_of(user)
    return thief


def dead(user: SimulatedUser) -> Finding:
    out = not user.is_signed_in()
    return held_if(out, "signed out" if out else "still signed in")


def sign_out_ends_the_session(site: Site) -> Finding:
    """A cookie that was copied before signing out is worth nothing after it"""
    user = site.signed_in()
    thief = thief_of(site, user)
    user.sign_out()
    return dead(thief)


def new_password_ends_other_sessions(site: Site) -> Finding:
    """A new password ends the user's other sessions"""
    user, other = site.signed_in(), site.signed_in()
    user.change_password(PASSWORD, NEW_PASSWORD)
    found = dead(other)
    user.change_password(NEW_PASSWORD, PASSWORD)
    return found


def user_who_is_shut_out_is_out(site: Site) -> Finding:
    """A user who is deactivated, or deleted where nobody can be deactivated, is out at once"""
    user = site.signed_in("editor")
    site.ask(site.subject.shut_out, "editor")
    return dead(user)


def session_from_before_is_worth_nothing(site: Site) -> Finding:
    """Cookies that somebody planted before the sign-in are worth nothing after it"""
    user = site.user()
    user.get(site.subject.login)
    thief = thief_of(site, user)
    user.sign_in("reader", PASSWORD)
    return dead(thief)


def second_sign_in_ends_the_first(site: Site) -> Finding:
    """Signing in a second time ends the first session of that browser"""
    user = site.signed_in()
    thief = thief_of(site, user)
    if user.get(site.subject.login).is_redirect:
        return held_if(True, "who is signed in gets no form")
    user.sign_in("reader", PASSWORD)
    return dead(thief)


def session_cookie_is_guarded(site: Site) -> Finding:
    """The session cookie is `HttpOnly` and `SameSite`"""
    response = site.user().sign_in("reader", PASSWORD)
    (cookie,) = [
        one
        for one in response.headers.get_list("Set-Cookie")
        if one.startswith(("session", "__Host-session"))
    ]
    missing = [
        flag for flag in ("HttpOnly", "SameSite") if f"; {flag}".lower() not in cookie.lower()
    ]
    return held_if(not missing, f"no {', no '.join(missing)}" if missing else "both")


ROWS = (
    sign_out_ends_the_session,
    new_password_ends_other_sessions,
    user_who_is_shut_out_is_out,
    session_from_before_is_worth_nothing,
    second_sign_in_ends_the_first,
    session_cookie_is_guarded,
)
