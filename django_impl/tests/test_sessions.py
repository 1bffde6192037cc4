"""A session expires when it is idle and when it is old, and stays invalid with its user."""

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore

DAY = 24 * 3600


def set_back(client: Client, **ages: float) -> None:
    session = client.session
    for name, age in ages.items():
        session[name] -= age
    session.save()


def left() -> float:
    """The remaining seconds of the only session in the database."""
    return (Session.objects.get().expire_date - timezone.now()).total_seconds()


def test_a_session_that_is_not_used_ends_after_two_weeks(signed_in):
    signed_in("reader").get("/account/")
    assert left() == pytest.approx(14 * DAY, abs=60)


@pytest.mark.parametrize(("idle", "pause"), [(14 * DAY, 60), (100, 10), (3, 0.3)])
def test_the_use_of_a_session_is_recorded_at_intervals(
    signed_in, settings, idle: int, pause: float
):
    settings.SESSION_COOKIE_AGE = idle
    reader = signed_in("reader")
    assert "sessionid" not in reader.get("/account/").cookies
    set_back(reader, seen=pause)
    assert "sessionid" in reader.get("/account/").cookies
    assert "sessionid" not in reader.get("/account/").cookies


def test_a_session_in_use_ends_with_its_lifetime(signed_in):
    reader = signed_in("reader")
    set_back(reader, began=80 * DAY, seen=60)
    assert reader.get("/account/").status_code == 200
    assert left() == pytest.approx(10 * DAY, abs=60)


def test_a_session_ends_to_the_fraction_of_a_second(signed_in, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_LIFETIME = 9, 5
    signed_in("reader")
    assert left() == pytest.approx(5, abs=0.2)


def test_an_outage_of_the_database_does_not_end_a_session(signed_in, monkeypatch):
    reader = signed_in("reader")
    reader.raise_request_exception = False
    set_back(reader, seen=60)

    def fail(*args: object, **options: object) -> None:
        raise OperationalError("refused") from psycopg.OperationalError("refused")

    with monkeypatch.context() as patched:
        patched.setattr(Session, "save", fail)
        response = reader.get("/account/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert reader.get("/account/").status_code == 200


def test_an_expired_session_is_anonymous(signed_in):
    reader = signed_in("reader")
    Session.objects.update(expire_date=timezone.now())
    assert reader.get("/account/").status_code == 302


@pytest.mark.parametrize("key", ["a\0" * 16, "../../etc/passwd"], ids=["NUL", "path"])
def test_a_malformed_key_is_not_looked_up(key: str):
    assert SessionStore(key).get("seen") is None  # there is no database here


def test_a_user_who_is_activated_again_must_sign_in_again(signed_in):
    reader, user = signed_in("reader"), User.objects.get()
    for active in (False, True):
        user.is_active = active
        user.save()
    assert reader.get("/account/").status_code == 302
