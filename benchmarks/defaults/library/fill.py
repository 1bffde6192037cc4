"""One book, and users of the names that are given; the one called manager is a superuser."""

from django.contrib.auth.models import User

from .models import Author, Book


def fill(password: str, usernames: list[str]) -> None:
    Book.objects.create(
        title="Pride and Prejudice", author=Author.objects.create(name="Jane Austen")
    )
    for name in usernames:
        superuser = name == "manager"
        User.objects.create_user(
            name, password=password, is_staff=superuser, is_superuser=superuser
        )
