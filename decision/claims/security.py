"""What protects, and what does not."""

from __future__ import annotations

from decision.claims.claim import Verdict, claim, figures, less, verdict
from decision.row import Row, Rows


@claim("Django is secure out of the box.", "many; NHS Digital's decision of 2025, in part")
def django_is_secure_as_it_comes(rows: Rows) -> Verdict:
    held = rows["protections held by themselves"]
    words = f"of {held['all']:.0f} protections Django's `startproject` with debug off holds {held['Django']:.0f},"
    words += f" Flask with extensions {held['Flask with extensions']:.0f}"
    return verdict(words, held["Django"] > held["Flask with extensions"], held["Django"] == held["all"])


@claim("In Flask, escaping markup is left to you.", "older guides to web security")
def flask_leaves_escaping(rows: Rows) -> Verdict:
    held = rows["by itself: stored_markup"]
    return verdict("both escape what templates show", held["bare Flask"] < held["Django"])


@claim("Django answers a refused sign-in with 401.", "asked on Stack Overflow: 200 != 401")
def django_gives_401(rows: Rows) -> Verdict:
    return by_itself(
        rows["by itself: refused_sign_in_is_401"], "Django", "Django's LoginView answers 200; so does Flask's tutorial"
    )


@claim("Django protects the admin from guessed passwords.", "widely believed")
def django_ends_guessing(rows: Rows) -> Verdict:
    return by_itself(rows["by itself: guessing_is_ended"], "Django", "22 guesses were all heard, on both")


@claim("Django refuses foreign hosts, Flask trusts them.", "guides to host header attacks")
def django_refuses_hosts(rows: Rows) -> Verdict:
    held = rows["by itself: foreign_host"]
    words = "asked with another `Host`, Django answers 400, Flask 200"
    return verdict(words, held["Django"] == 1, held["bare Flask"] == 0)


@claim("A session outlives signing out in Flask, not in Django.", "critics of signed cookies")
def sessions_outlive(rows: Rows) -> Verdict:
    held = rows["by itself: sign_out_ends_the_session"]
    words = "a copied cookie still signs in after signing out in Flask, with Flask-Login too; in Django it does not"
    return verdict(words, held["Flask with extensions"] == 0, held["Django"] == 1)


@claim("Django bears malformed requests better.", "implied by “secure by default”")
def django_bears_bad_bytes(rows: Rows) -> Verdict:
    held = rows["protections, Bad bytes"]
    words = (
        f"of {held['all']:.0f} rows on bad bytes bare Flask holds {held['bare Flask']:.0f}, Django {held['Django']:.0f}"
    )
    return verdict(words, held["Django"] > held["bare Flask"])


@claim("What Flask leaves open is quickly added.", "Flask's documentation, in spirit")
def flask_is_quickly_closed(rows: Rows) -> Verdict:
    lines, held = rows["protections to write"], rows["protections held by themselves"]
    words = f"to hold all {held['all']:.0f} took {figures(lines)}"
    return verdict(words, lines["flask"] < 500, not less(lines, "django", "flask"))


@claim("A small core is a smaller attack surface.", "readme files; blue.tymyrddin.dev")
def a_small_core_is_safer(rows: Rows) -> Verdict:
    small, all_, packages = rows["disk, one file"], rows["disk, parity"], rows["packages installed"]
    words = (
        f"third-party code of one file: {figures(small)}; of all of Bookshelf: {figures(all_)} in {figures(packages)}"
    )
    return verdict(words, *(less(row, "flask", "django") for row in (small, all_, packages)))


def by_itself(row: Row, who: str, words: str) -> Verdict:
    return verdict(words, row[who] == 1)
