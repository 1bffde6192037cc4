"""The site's settings with an insecure key, for the tests and for mypy."""

import os

os.environ.setdefault("BOOKSHELF_SECRET_KEY", "a key for the tests of this side alone")
# No worker thread runs
os.environ["BOOKSHELF_BROKER_URL"] = os.environ["BOOKSHELF_DATABASE_URL"] = (
    "sqlite:///tests.sqlite3"
)

from config.settings import *  # noqa: F403
