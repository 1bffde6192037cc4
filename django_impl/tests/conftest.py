"""Any number of books, and a signed-in client."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from hypothesis import HealthCheck, settings

from accounts.models import User
from books import seeding
from books.models import Book
from core.roles import STAFF

# The same examples in every run. Sharing a fixture among them is safe: only sessions are stored.
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
    """Create books up to this number; return one of them."""

    def fill(total: int) -> Book:
        seeding.fill_up(total)
        return Book.objects.all()[0]

    return fill


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Sign in a user of a role."""

    def sign_in(role: str) -> Client:
        user = User.objects.create(username=role, is_staff=role in STAFF)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
