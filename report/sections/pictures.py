"""The pictures of COMPARISON.md, and what they show in words for who does not see them."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from experiments.changes.requests import SWAPS, requests
from report.plots.ahead import LANGUAGES, shown, titles, words
from report.records import recorded
from report.rows import measured
from report.sections.costs import plot
from report.sections.page import ahead as ahead_in


def ahead(language: str = "en") -> str:
    """Who is ahead in the rows of the first picture."""
    rows, called = measured(), shown(language)
    of: dict[str, list[str]] = {"flask": [], "django": [], "same": []}
    for name, label in called.items():
        of[ahead_in(rows[name]) if rows[name].clear else "same"].append(label)
    seen = words("ahead", language).format(
        count=len(called),
        even=len(of["same"]),
        **{side: len(of[side]) for side in SIDES},
        **{f"of_{side}": "; ".join(of[side]) for side in SIDES},
    )
    return plot(f"ahead{LANGUAGES[language]}", seen)


def changes(language: str = "en") -> str:
    """What each change request took on both sides."""
    facts, called = recorded("changes")["changes"], titles(language)
    names = [one.name for one in requests() if one.compares_sides and one.name in facts]
    took = {name: [facts[name][side]["lines"] for side in SIDES] for name in names}
    asked = [name for name in names if not name.startswith(SWAPS)]
    fewer = {
        "flask": [called[name] for name in asked if took[name][0] < took[name][1]],
        "django": [called[name] for name in asked if took[name][0] > took[name][1]],
    }
    total = [sum(took[name][i] for name in asked) for i in (0, 1)]
    seen = words("changes", language).format(
        count=len(asked),
        flask=f"{total[0]:,}",
        django=f"{total[1]:,}",
        **{f"of_{side}": ", ".join(fewer[side]) for side in SIDES},
    )
    return plot(f"changes{LANGUAGES[language]}", seen)
