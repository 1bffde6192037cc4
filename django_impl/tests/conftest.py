"""Books in any number, and a browser in which somebody has signed in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import STAFF
from books import seeding
from books.models import Book


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
