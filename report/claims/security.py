"""What protects, and what does not."""

from __future__ import annotations

from report.claims.claim import Verdict, claim, figures, held, less, verdict
from report.rows.row import Rows


@claim("Django is secure out of the box.", "many; NHS Digital's decision of 2025, in part")
def django_is_secure_as_it_comes(rows: Rows) -> Verdict:
    row = rows["protections held by themselves"]
    words = (
        f"of {row['all']:.0f} protections Django's `startproject` with debug off holds "
        f"{row['Django']:.0f},"
    )
    words += (
        f" Flask with extensions {row['Flask with extensions']:.0f}; with the usual packages for "
        f"security {figures(row)}"
    )
    ahead = row["Django"] > row["Flask with extensions"] and row["django"] > row["flask"]
    return verdict(words, ahead, row["Django"] == row["all"])


@claim("In Flask, escaping markup is left to you.", "older guides to web security")
def flask_leaves_escaping(rows: Rows) -> Verdict:
    row = rows["by itself: stored_markup"]
    return verdict(held(row), row["bare Flask"] < row["Django"])


@claim("Django answers a refused sign-in with 401.", "asked on Stack Overflow: 200 != 401")
def django_gives_401(rows: Rows) -> Verdict:
    row = rows["by itself: refused_sign_in_is_401"]
    return verdict(held(row), row["Django"] == 1)


@claim("Django protects the admin from guessed passwords.", "widely believed")
def django_ends_guessing(rows: Rows) -> Verdict:
    row = rows["by itself: guessing_is_ended"]
    return verdict(held(row), row["Django"] == 1)


@claim("Django refuses foreign hosts, Flask trusts them.", "guides to host header attacks")
def django_refuses_hosts(rows: Rows) -> Verdict:
    row = rows["by itself: foreign_host"]
    return verdict(held(row), row["Django"] == 1, row["bare Flask"] == 0)


@claim("A session outlives signing out in Flask, not in Django.", "critics of signed cookies")
def sessions_outlive(rows: Rows) -> Verdict:
    row = rows["by itself: sign_out_ends_the_session"]
    return verdict(
        f"a copied cookie is worth nothing: {held(row)}", row["bare Flask"] == 0, row["Django"] == 1
    )


@claim("Django bears malformed requests better.", "implied by “secure by default”")
def django_bears_bad_bytes(rows: Rows) -> Verdict:
    row = rows["protections, Bad bytes"]
    words = (
        f"of {row['all']:.0f} rows bare Flask holds {row['bare Flask']:.0f}, Django "
        f"{row['Django']:.0f}; with the usual packages for security {figures(row)}"
    )
    return verdict(words, row["Django"] > row["bare Flask"], row["django"] > row["flask"])


@claim("What Flask leaves open is quickly added.", "Flask's documentation, in spirit")
def flask_is_quickly_closed(rows: Rows) -> Verdict:
    lines, all_ = rows["protections to write"], rows["protections held by themselves"]
    words = (
        f"what Bookshelf writes to hold all {all_['all']:.0f}: {lines['bare Flask']:.0f} lines "
        f"over bare Flask, {lines['Django']:.0f} over Django; over the usual packages for security "
        f"{figures(lines)}"
    )
    return verdict(words, lines["flask"] < 500, not less(lines, "django", "flask"))


@claim("A small core is a smaller attack surface.", "readme files; blue.tymyrddin.dev")
def a_small_core_is_safer(rows: Rows) -> Verdict:
    small, all_, packages = rows["disk, one file"], rows["disk, parity"], rows["packages installed"]
    words = (
        f"others' code for one file: {figures(small)}; for all of it: {figures(all_)} in "
        f"{figures(packages)}"
    )
    return verdict(words, *(less(row, "flask", "django") for row in (small, all_, packages)))
