"""Building it, changing it, and living with it."""

from __future__ import annotations

from report.claims.claim import Verdict, claim, figures, less, verdict
from report.rows.row import Rows


@claim("Flask needs ten to twenty extensions to match Django.", "adyog.com")
def flask_needs_extensions(rows: Rows) -> Verdict:
    chosen, installed = rows["packages chosen"], rows["packages installed"]
    words = (
        f"picked for the same application: {figures(chosen)}; installed in all: "
        f"{figures(installed)}"
    )
    return verdict(words, 10 <= chosen["flask"] <= 20)


@claim("Extensions are not maintained.", "emremert.dev; NHS Digital asks it")
def extensions_are_unmaintained(rows: Rows) -> Verdict:
    oldest, middle = rows["age of the oldest release"], rows["age of a release, median"]
    words = (
        f"the oldest latest release that was picked: {figures(oldest, 1)}; the median: "
        f"{figures(middle, 1)}"
    )
    return verdict(words, oldest["flask"] > 2, middle["flask"] > 2)


@claim("Django's admin is free.", "many; a decision record of 2026 puts Flask-Admin at a week")
def the_admin_is_free(rows: Rows) -> Verdict:
    lines = rows["own lines, Admin"]
    words = f"the same admin: {figures(lines)}"
    return verdict(words, less(lines, "django", "flask"), lines["django"] < 50)


@claim("Flask-Admin gives the same.", "readme files")
def flask_admin_is_the_same(rows: Rows) -> Verdict:
    lines, held = rows["own lines, Admin"], rows["protections, Admin, and the check before serving"]
    words = (
        f"both pass the same cases with {figures(lines)}; as installed {figures(held)} of "
        f"{held['all']:.0f} hold"
    )
    return verdict(words, not less(lines, "django", "flask"), held["flask"] >= held["django"])


@claim("Flask takes fewer lines.", "sugatshrestha and others; others the reverse")
def flask_takes_fewer_lines(rows: Rows) -> Verdict:
    small, all_, changes = rows["lines, one file"], rows["own lines, all"], rows["changes, lines"]
    words = (
        f"one file: {figures(small)}; all of it: {figures(all_)}; the change requests: "
        f"{figures(changes)}"
    )
    return verdict(words, *(less(row, "flask", "django") for row in (small, all_, changes)))


@claim("Flask is the better one for an API.", "HHS grants.gov's decision of 2023")
def flask_is_better_for_apis(rows: Rows) -> Verdict:
    lines, read, write = rows["own lines, JSON API"], rows["CPU, JSON list"], rows["CPU, create"]
    words = f"{figures(lines)}; a list: {figures(read)}; a create: {figures(write)}"
    return verdict(words, *(less(row, "flask", "django") for row in (lines, read, write)))


@claim("Django spares you work on users and passwords.", "NHS Digital; a decision record of 2026")
def django_spares_accounts(rows: Rows) -> Verdict:
    lines, reset, factor = (
        rows["own lines, Signing in"],
        rows["change, password_reset"],
        rows["change, second_factor"],
    )
    words = (
        f"signing in: {figures(lines)}; a password reset: {figures(reset)}; a second factor: "
        f"{figures(factor)}"
    )
    return verdict(words, *(less(row, "django", "flask") for row in (lines, reset, factor)))


@claim("Flask becomes a mess as it grows.", "ulam.io; Flask's own “Becoming Big” of old")
def flask_becomes_a_mess(rows: Rows) -> Verdict:
    lines, files = rows["changes, lines"], rows["changes, files"]
    words = f"all change requests: {figures(lines)} in {figures(files)}"
    return verdict(words, less(lines, "django", "flask"), less(files, "django", "flask"))


@claim("Django makes migrations by itself, Flask does not.", "many")
def django_makes_migrations(rows: Rows) -> Verdict:
    by_hand = rows["changes, migrations by hand"]
    return verdict(
        f"of the change requests' migrations: {figures(by_hand)}", less(by_hand, "django", "flask")
    )


@claim("Flask asks for less configuration.", "introductions to both")
def flask_needs_less_configuration(rows: Rows) -> Verdict:
    small, all_ = rows["configuration, one file"], rows["configuration, parity"]
    words = f"one file: {figures(small)}; all of Bookshelf: {figures(all_)}"
    return verdict(words, less(small, "flask", "django"), less(all_, "flask", "django"))


@claim("Django's parts cannot be exchanged: its ORM, its templates.", "common criticism")
def djangos_parts_are_fixed(rows: Rows) -> Verdict:
    swaps = [rows[name] for name in rows if name.startswith("change, swap_")]
    listed = "; ".join(
        f"{row.name.partition('swap_')[2].replace('_', ' ')}: {row['django']:.0f} lines"
        for row in swaps
    )
    return verdict(
        f"each was exchanged, with all cases green: {listed}",
        *(row["django"] <= 0 for row in swaps),
    )


@claim("The next release of Django breaks what is there.", "feared by many before each of them")
def the_next_release_breaks(rows: Rows) -> Verdict:
    failed, lines = rows["cases failed, each Django"], rows["lines that ask for the release"]
    told = ", ".join(f"Django {release} {count:.0f}" for release, count in failed.values.items())
    words = (
        f"cases of the same code that fail: {told}; {lines['django']:.0f} lines ask which of "
        "the two it is"
    )
    return verdict(words, any(failed.values.values()), lines["django"] > 20)


@claim(
    "Moving to the other one later is prohibitive.",
    "a decision record of 2026: 4 to 6 months; others 1.5",
)
def moving_is_prohibitive(rows: Rows) -> Verdict:
    tied, moved = rows["code tied to the framework"], rows["migration, one feature"]
    words = (
        f"{figures(tied)} of the own lines import it; one feature served by the other, "
        f"sign-in shared: {figures(moved)}"
    )
    return verdict(
        words,
        min(tied["flask"], tied["django"]) > 50,
        moved["flask"] > 1000 or moved["django"] > 1000,
    )


@claim("Flask is for services, Django for monoliths.", "JetBrains' picture; enpatika; rizqimulki")
def flask_is_for_services(rows: Rows) -> Verdict:
    memory, failed = rows["split, memory"], rows["split, cases failed"]
    words = (
        f"accounts and catalogue apart: {figures(memory)} for a worker of each; cases that "
        f"fail: {figures(failed)}"
    )
    return verdict(words, less(memory, "flask", "django"), failed["django"] > failed["flask"])


@claim("What is acknowledged is safe with both.", "hoped by all")
def acknowledged_is_safe(rows: Rows) -> Verdict:
    lost, stored = rows["acknowledged writes lost"], rows["acknowledged writes"]
    words = (
        f"of {figures(stored)} acknowledged under fourteen faults, lost or doubled: {figures(lost)}"
    )
    return verdict(words, lost["flask"] == 0, lost["django"] == 0)
