"""The time of a page with few and with many books in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from benchmarks.common.features import SIDES
from benchmarks.common.measures import ratio_of_medians
from report import medians
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- growth"
ENDS = {"few": 0, "many": -1}
NOT_BY_SIZE = {"export"}
"""Pages measured per book."""
NEARLY = 1.1


def rows() -> Iterator[Row]:
    """The sides' own figures are those with many books."""
    facts = recorded("growth")
    sizes = {end: facts["sizes"][at] for end, at in ENDS.items()}
    for database, sides in medians.growth(facts).items():
        for page in (one for one in sides[SIDES[0]] if one not in NOT_BY_SIZE):
            took = {
                f"{side}, {end}": sides[side][page][size]
                for side in SIDES
                for end, size in sizes.items()
            }
            clear = all(
                settled(facts["times"][database][side][page], sizes.values()) for side in SIDES
            )
            many = {side: took[f"{side}, many"] for side in SIDES}
            yield Row(f"growth, {page}, {database}", took | many, "ms", COMMAND, clear=clear)


def settled(samples: Mapping[str, list[float]], sizes: Iterable[int]) -> bool:
    """Whether a repeat would confirm it: the interquartile ranges of both sizes do not overlap, or
    their medians are nearly equal."""
    few, many = (samples[str(size)] for size in sizes)
    (least, most), (least_of_many, most_of_many) = middle(few), middle(many)
    touch = least <= most_of_many and least_of_many <= most
    return not touch or 1 / NEARLY < ratio_of_medians(many, few) < NEARLY


def middle(samples: list[float]) -> tuple[float, float]:
    ordered = sorted(samples)
    return ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
