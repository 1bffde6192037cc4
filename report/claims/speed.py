"""Speed, servers, memory and starts."""

from __future__ import annotations

from report.claims.claim import Verdict, claim, figures, less, verdict
from report.rows.row import Row, Rows

PAGES = (
    "catalogue",
    "catalogue signed in",
    "book",
    "sign-in",
    "account",
    "admin list",
    "JSON list",
    "create",
)


def times(rows: Rows) -> list[Row]:
    return [rows[f"CPU, {page}"] for page in PAGES]


def range_of(found: list[Row]) -> str:
    ratios = sorted((row.ratio, row.name.partition(", ")[2]) for row in found)
    return f"{ratios[0][0]:.2f} × ({ratios[0][1]}) to {ratios[-1][0]:.2f} × ({ratios[-1][1]})"


@claim("Flask is faster than Django.", "Robyn's comparison; startmatter.com")
def flask_is_faster(rows: Rows) -> Verdict:
    found = times(rows)
    words = f"Django's CPU time is {range_of(found)} Flask's"
    return verdict(words, *(less(row, "flask", "django") for row in found))


@claim("Flask is two to four times as fast.", "klen's bench of 2015; Robyn's comparison; wfpc")
def flask_is_several_times_as_fast(rows: Rows) -> Verdict:
    found = times(rows)
    twice = [row for row in found if row.ratio >= 2]
    words = (
        f"{len(twice)} of {len(found)} requests reach 2 ×; Django's CPU time is "
        f"{range_of(found)} Flask's"
    )
    return verdict(words, *(row.ratio >= 2 for row in found))


@claim("Django is as fast as Flask, or faster.", "agusmakmun's bench of 2025; HttpArena, in part")
def django_is_as_fast(rows: Rows) -> Verdict:
    found = times(rows)
    close = [row for row in found if not less(row, "flask", "django")]
    words = f"{len(close)} of {len(found)} requests are within a tenth, or cheaper in Django"
    return verdict(words, *(row in close for row in found))


@claim(
    "What makes Django slow is its default middleware.",
    "suggested in kracekumar's re-measuring of 2015",
)
def middleware_makes_it_slow(rows: Rows) -> Verdict:
    middleware = sum(
        rows[f"step, {name}"]["django"]
        for name in ("sessions and sign-in", "CSRF", "headers and checks")
    )
    rest = sum(rows[f"step, {name}"]["django"] for name in ("ORM", "templates"))
    words = (
        f"thousand instructions of a page: sessions, CSRF and headers {middleware:,.0f}, ORM "
        f"and templates {rest:,.0f}"
    )
    return verdict(words, middleware > rest)


@claim("The WSGI server matters more than the framework.", "the-benchmarker's tables of 2018")
def the_server_matters_more(rows: Rows) -> Verdict:
    apart = rows["spread of requests a second"]
    words = (
        f"the fastest server is {apart['servers']:.2f} × the slowest, the faster side "
        f"{apart['frameworks']:.2f} ×"
    )
    return verdict(words, apart["servers"] > apart["frameworks"])


@claim(
    "The framework does not matter once there is a database.",
    "WakaTime's worksheet; HttpArena's 1.04 ×",
)
def the_database_decides(rows: Rows) -> Verdict:
    computing, waiting = rows["requests a second, computing"], rows["requests a second, waiting"]
    words = f"from PostgreSQL: {figures(computing)}; when a query waits 20 ms: {figures(waiting)}"
    return verdict(
        words, not less(computing, "django", "flask"), not less(waiting, "django", "flask")
    )


@claim("More workers and threads help both equally.", "asked by many, measured by few")
def pools_help_both(rows: Rows) -> Verdict:
    computing, waiting = rows["gained by a pool, computing"], rows["gained by a pool, waiting"]
    words = (
        f"the best pool: {figures(computing, 1)} for a page that computes, "
        f"{figures(waiting, 1)} for one that waits"
    )
    return verdict(words, *(0.67 < row.ratio < 1.5 for row in (computing, waiting)))


@claim("Flask needs less memory.", "generalistprogrammer.com; Brown University Library 2017")
def flask_needs_less_memory(rows: Rows) -> Verdict:
    small, all_ = rows["memory of a worker, one file"], rows["memory of a worker, parity"]
    words = f"a worker of one file: {figures(small)}; of all of Bookshelf: {figures(all_)}"
    return verdict(words, less(small, "flask", "django"), less(all_, "flask", "django"))


@claim("Flask starts faster.", "leyaa.ai, without figures")
def flask_starts_faster(rows: Rows) -> Verdict:
    small, all_ = rows["first answer, one file"], rows["first answer, parity"]
    words = f"first answer of one file: {figures(small)}; of all of Bookshelf: {figures(all_)}"
    return verdict(words, less(small, "flask", "django"), less(all_, "flask", "django"))


@claim("Flask is the lighter installation.", "generalistprogrammer.com: 1.2 against 12 MB")
def flask_is_lighter(rows: Rows) -> Verdict:
    small, all_ = rows["disk, one file"], rows["disk, parity"]
    words = f"one file: {figures(small)}; all of Bookshelf: {figures(all_)}"
    return verdict(words, less(small, "flask", "django"), less(all_, "flask", "django"))
