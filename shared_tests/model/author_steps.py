"""The users' steps about authors, in the admin."""

from __future__ import annotations

from shared_tests.harness.browser import Response, text
from shared_tests.model.journal import Journal, step
from shared_tests.model.library import Author
from shared_tests.model.responses import attempt, same, stored


class AuthorSteps(Journal):
    @step
    def add_author(self, user: str, name: str, slug: str) -> None:
        response = self.world.admin.add_author(self.world[user], name, slug)
        stored(response, lambda: self.library.add_author(user, name, slug))
        self.comparison.author(slug)

    @step
    def save_author(self, user: str, slug: str, /, *, stale_by: str = "", **fields: str) -> None:
        """Change name or slug. The form is stale when another user sets ``stale_by`` as the name in
        the meantime."""
        author = self.library.find_author(slug)
        if author is None:
            return
        opened, version = self.world.admin.open_author(self.world[user], slug), author.version
        if stale_by:
            self._save_author(
                "manager",
                author,
                self.world.admin.open_author(self.world["manager"], slug),
                name=stale_by,
            )
        self._save_author(user, author, opened, version, **fields)
        self.comparison.author(author.slug)

    def _save_author(
        self, user: str, author: Author, opened: Response, version: int = 0, **fields: str
    ) -> None:
        response = self.world.admin.save_author(self.world[user], opened, **fields)
        stored(
            response,
            lambda: self.library.save_author(user, author, version or author.version, fields),
        )

    @step
    def remove_author(self, user: str, slug: str) -> None:
        if author := self.library.find_author(slug):
            response = self.world.admin.delete_author(self.world[user], slug)
            _, refused = attempt(lambda: self.library.delete_author(user, author))
            same(
                response.status_code,
                403 if refused and refused.status == 403 else 200,
                f"deleting {slug}",
            )
            assert "books" in text(response).lower() or not refused or refused.status == 403
            self.comparison.author(slug)
