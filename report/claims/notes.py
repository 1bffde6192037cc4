"""What is said first of each: small and simple, or with everything in it."""

from __future__ import annotations

from report.claims.claim import Verdict, claim, figures, held, less, verdict
from report.rows.row import Rows

NOTES = "common to most introductions"


@claim("Flask has no security features of its own.", NOTES)
def flask_has_no_security(rows: Rows) -> Verdict:
    row = rows["protections held by themselves"]
    words = (
        f"bare Flask holds {row['bare Flask']:.0f} of {row['all']:.0f} protections, Django "
        f"{row['Django']:.0f}"
    )
    return verdict(words, row["bare Flask"] < row["Django"] / 2, row["bare Flask"] == 0)


@claim("Flask has no admin site.", NOTES)
def flask_has_no_admin(rows: Rows) -> Verdict:
    there = rows["by itself: there_is_one"]
    return verdict(held(there), there["bare Flask"] < there["Django"])


@claim("Flask has a small core and takes modules by taste.", NOTES)
def flask_is_a_small_core(rows: Rows) -> Verdict:
    disk, chosen = rows["disk, one file"], rows["packages chosen"]
    words = (
        f"one file: {figures(disk)} installed; for all of Bookshelf somebody picked "
        f"{figures(chosen)}"
    )
    return verdict(words, less(disk, "flask", "django"), less(chosen, "django", "flask"))


@claim("Flask code is simple and soon written.", NOTES)
def flask_is_soon_written(rows: Rows) -> Verdict:
    small, all_ = rows["lines, one file"], rows["own lines, all"]
    words = f"one file: {figures(small)}; all of it: {figures(all_)}"
    return verdict(words, less(small, "flask", "django"), less(all_, "flask", "django"))


@claim("Flask suits small projects.", NOTES)
def flask_suits_small_projects(rows: Rows) -> Verdict:
    lines, memory, disk = (
        rows["lines, one file"],
        rows["memory of a worker, one file"],
        rows["disk, one file"],
    )
    words = f"one file: {figures(lines)}; {figures(memory)} a worker; {figures(disk)} on disk"
    return verdict(words, *(less(row, "flask", "django") for row in (lines, memory, disk)))


@claim("Flask is inconvenient for sites of many pages.", NOTES)
def flask_is_inconvenient_for_many_pages(rows: Rows) -> Verdict:
    pages, report = rows["change, ten_pages"], rows["change, report"]
    words = f"ten pages with five forms: {figures(pages)}; a paged report: {figures(report)}"
    return verdict(words, less(pages, "django", "flask"), less(report, "django", "flask"))


@claim("Django has batteries: security, an ORM, an admin.", NOTES)
def django_has_batteries(rows: Rows) -> Verdict:
    packages, row = rows["packages installed"], rows["protections held by themselves"]
    words = (
        f"all of Bookshelf: {figures(packages)}; of {row['all']:.0f} protections Django holds "
        f"{row['Django']:.0f}"
    )
    return verdict(words, less(packages, "django", "flask"), row["Django"] > row["all"] / 2)


@claim("Django is too much for a small project.", NOTES)
def django_is_too_much_for_small(rows: Rows) -> Verdict:
    lines, packages, memory = (
        rows["lines, one file"],
        rows["packages, one file"],
        rows["memory of a worker, one file"],
    )
    words = f"one file: {figures(lines)}; {figures(packages)}; {figures(memory)} a worker"
    return verdict(words, *(less(row, "flask", "django") for row in (lines, packages, memory)))


@claim("Django cannot be cut into small services.", NOTES)
def django_cannot_be_cut(rows: Rows) -> Verdict:
    failed, lines = rows["split, cases failed"], rows["split, lines"]
    words = (
        f"cut in two behind one nginx, {failed['django']:.0f} cases of the suite fail; it "
        f"took {figures(lines)}"
    )
    return verdict(words, failed["django"] > 0, less(lines, "flask", "django"))


@claim("Django leaves less freedom.", NOTES)
def django_leaves_less_freedom(rows: Rows) -> Verdict:
    swaps = [row for name, row in rows.rows.items() if name.startswith("change, swap_")]
    regressed = [rows[row.name] for row in swaps if less(row, "flask", "django")]
    total = rows["swaps, lines"]
    words = f"to exchange {len(swaps)} parts: {figures(total)}; dearer in Django: {len(regressed)}"
    return verdict(words, less(total, "flask", "django"), len(regressed) > len(swaps) / 2)


@claim("Django takes longer to learn.", NOTES)
def django_takes_longer_to_learn(rows: Rows) -> Verdict:
    words_, settings = rows["words to know"], rows["settings to know"]
    words = f"a proxy: {figures(words_)}, of them {figures(settings)} that are settings"
    return verdict(words, less(words_, "flask", "django"), less(settings, "flask", "django"))


@claim(
    "Production needs more than Python: a web server, and a pool of processes or threads.", NOTES
)
def production_needs_more(rows: Rows) -> Verdict:
    beside = [rows[f"answered beside slow clients, {side}"] for side in ("flask", "django")]
    pool = rows["gained by a pool, waiting"]
    alone, behind = (
        sum(one[what] for one in beside) for what in ("gunicorn alone", "behind nginx")
    )
    words = (
        f"beside 300 slow clients gunicorn alone answers {alone:.0f} of 20, behind nginx "
        f"{behind:.0f};"
    )
    words += f" on a page that waits the best pool serves {figures(pool, 1)}"
    return verdict(words, alone < behind, min(pool["flask"], pool["django"]) > 2)


@claim(
    "`flask run --debug` shows the caller and the log an error raised on purpose; Django's server "
    "too.",
    NOTES,
)
def debug_shows_the_error(rows: Rows) -> Verdict:
    failed = rows["cases failed, Debugging and logs"]
    return verdict(
        f"cases that fail: {figures(failed)}", failed["flask"] == 0, failed["django"] == 0
    )


@claim(
    "A bare status (`abort(401)` in Flask, a response in Django) and a 404 page of one's own work "
    "on both.",
    NOTES,
)
def errors_are_ones_own(rows: Rows) -> Verdict:
    failed = rows["cases failed, Error pages"]
    return verdict(
        f"cases that fail: {figures(failed)}", failed["flask"] == 0, failed["django"] == 0
    )
