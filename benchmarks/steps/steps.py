"""The steps from nothing to the whole project, in the order in which their differences are
taken."""

from __future__ import annotations

from benchmarks.common.source import piece
from benchmarks.requests.subject import ROOT, Subject

STEP = "CATALOGUE_STEP"
"""The variable with the step up to which an application is built; a number from 1."""
SIDES = ("flask", "django")
STEPS = (
    "framework",
    "ORM",
    "search and pages",
    "templates",
    "sessions and sign-in",
    "CSRF",
    "headers and checks",
    "the rest",
)
WHAT = {
    "baseline": "a bare WSGI callable: sqlite3 and f-strings",
    "framework": "routes, request and response objects; Django with CommonMiddleware, for "
    "Content-Length",
    "ORM": "models in place of rows, connections, transactions",
    "search and pages": "the project's view: the query string checked, pages counted",
    "templates": "the project's templates in place of f-strings, addresses reversed",
    "sessions and sign-in": "who asks",
    "CSRF": "the token of forms",
    "headers and checks": "security headers; host, address and body checked",
    "the rest": "admin, throttling, messages, static files, request id, logging: the whole project",
}
BRINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "ORM": {"flask": ("flask_impl/books/models.py",), "django": ("django_impl/books/models.py",)},
    "search and pages": {
        "flask": ("flask_impl/books/search.py", "flask_impl/books/views.py"),
        "django": (
            "django_impl/books/search.py",
            *(
                f"django_impl/books/paging.py:{name}"
                for name in ("PAGE_SIZE", "COUNTED", "CappedPaginator")
            ),
            "django_impl/books/views.py",
        ),
    },
    "templates": {
        side: (f"{side}_impl/templates/base.html", f"{side}_impl/templates/books/list.html")
        for side in SIDES
    },
    "sessions and sign-in": {
        "flask": ("flask_impl/accounts/sessions.py", "flask_impl/accounts/models.py"),
        "django": ("django_impl/accounts/sessions.py", "django_impl/accounts/models.py"),
    },
    "headers and checks": {
        "flask": ("flask_impl/core/policy.py", "flask_impl/core/bodies.py"),
        "django": ("django_impl/core/middleware.py", "django_impl/core/policy.py"),
    },
}
"""What a step adds of the project: files, and objects of a file that serves other steps too. The
rest belongs to the last step, and is counted by feature."""


def lines(side: str, step: str) -> int:
    """Lines of code of the project that the step adds."""
    return sum(piece(file).lines for file in BRINGS.get(step, {}).get(side, ()))


def subject(whole: Subject, number: int, database: str) -> Subject:
    """The application up to a step; the last one is the served project. ``database`` is the URL for
    the first step, whose SQL is the baseline's and uses Flask's tables."""
    if number == len(STEPS):
        return whole
    env = {**whole.env, STEP: str(number), "PYTHONPATH": str(ROOT)}
    if number == 1:
        env["BOOKSHELF_DATABASE_URL"] = database
    wsgi = {
        "flask": "benchmarks.steps.flask_steps:app",
        "django": "benchmarks.steps.django_steps:application",
    }
    return Subject(whole.name, wsgi[whole.name], whole.chdir, env)
