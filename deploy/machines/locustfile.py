"""The users: some who browse and search, some who sign in, and now and then an editor who adds a
book.

Each response is checked before it counts; the password of the demo users is in LOAD_PASSWORD.
"""

import os
import re
from itertools import count
from uuid import uuid4

from locust import FastHttpUser, constant, task

PASSWORD = os.environ["LOAD_PASSWORD"]
TOKEN = re.compile(r'name="(csrf\w*)"[^>]* value="([^"]+)"')
PAGES = {
    "/": "Bookshelf",
    "/books/": "</ol>",
    "/books/emma/": "<h1>Emma</h1>",
    "/api/books/": '"next"',
}


class Person(FastHttpUser):
    """A user with a browser, who is never idle: the load is what the servers can take."""

    abstract = True
    insecure = False
    wait_time = constant(0)

    def look_at(self, path: str, must_hold: str, name: str = "") -> str:
        with self.client.get(path, name=name or path, catch_response=True) as response:
            if response.status_code != 200 or must_hold not in (response.text or ""):
                response.failure(f"{response.status_code} without {must_hold!r}")
            return response.text or ""

    def sign_in(self, username: str) -> None:
        match = TOKEN.search(self.look_at("/login/", 'action="/login/"'))
        name, token = match.groups() if match else ("", "")
        form = {name: token, "username": username, "password": PASSWORD, "next": ""}
        headers = {"Referer": f"{self.host}/login/", "Origin": str(self.host)}
        sent = self.client.post(
            "/login/",
            form,
            name="sign in",
            headers=headers,
            allow_redirects=False,
            catch_response=True,
        )
        with sent as response:
            if response.status_code != 302:
                response.failure(f"{response.status_code} instead of 302")


class SimulatedUser(Person):
    weight = 9

    @task(12)
    def browse(self) -> None:
        for path, must_hold in PAGES.items():
            self.look_at(path, must_hold)

    @task(6)
    def search(self) -> None:
        self.look_at("/books/?q=pride", "Pride and Prejudice", name="search")

    @task(1)
    def sign_in_and_look(self) -> None:
        self.client.cookiejar.clear()
        self.sign_in("reader")
        self.look_at("/account/", "reader")


class Editor(Person):
    weight = 1

    def on_start(self) -> None:
        self.sign_in("editor")
        with self.client.get("/api/me/", name="token", catch_response=True) as response:
            self.token = response.json()["csrf_token"]
        self.slugs = (f"load-{uuid4().hex[:8]}-{number}" for number in count())

    @task
    def add_a_book(self) -> None:
        slug = next(self.slugs)
        book = {"title": f"ZZ {slug}", "slug": slug, "author": "jane-austen", "year": 1813}
        headers = {"X-CSRFToken": self.token, "Origin": str(self.host), "Referer": f"{self.host}/"}
        sent = self.client.post(
            "/api/books/", json=book, name="add a book", headers=headers, catch_response=True
        )
        with sent as response:
            if response.status_code != 201 or response.json()["slug"] != slug:
                response.failure(f"{response.status_code} instead of 201")
