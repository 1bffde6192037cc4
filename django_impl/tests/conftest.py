"""Books in any number, and a browser in which somebody has signed in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from hypothesis import HealthCheck, settings

from accounts.models import User
from books import seeding
from books.models import Book
from core.roles import STAFF

# The same texts in every run. A fixture is made once for all of them, which is fine: nothing is
# stored but sessions.
settings.register_profile(
    "bounded",
    derandomize=True,
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("bounded")


@pytest.fixture
def books(db: None) -> Callable[[int], Book]:
    """Fill the library up to a number of books; any one of them."""

    def fill(total: int) -> Book:
        seeding.fill_up(total)
        return Book.objects.all()[0]

    return fill


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Sign in somebody of a role."""

    def sign_in(role: str) -> Client:
        user = User.objects.create(username=role, is_staff=role in STAFF)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
