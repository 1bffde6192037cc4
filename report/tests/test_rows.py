"""No row reports a clear difference that a repeat could reverse or a noisy run has found."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest

from report import medians, records
from report.rows import footprint, growth, load, production, requests
from report.rows.row import Row
from report.sections import costs
from report.sections import footprint as section

SETUP = "PostgreSQL and Valkey"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict]:
    """A copy of the named run's parts, which a case may change."""
    parts = {
        name: copy.deepcopy(records.recorded(name))
        for name in (
            *("requests", "steps", "load", "minimal", "footprint", "py3.11", "py3.13"),
            *("growth", "queues"),
        )
    }
    for module in (requests, costs, load, footprint, section, growth):
        monkeypatch.setattr(module, "recorded", parts.__getitem__)
    return parts


def named(rows: Iterator[Row], name: str) -> Row:
    return {row.name: row for row in rows}[name]


def test_a_noisy_run_has_no_clear_time(run: dict[str, dict]) -> None:
    for page in run["requests"]["cpu"].values():
        page["microseconds"]["flask again"] = [1.2 * one for one in page["microseconds"]["flask"]]
    assert not any(row.clear for row in requests.rows() if row.name.startswith("CPU"))


def test_a_request_says_how_many_queries_it_takes(run: dict[str, dict]) -> None:
    costs = [row for row in requests.rows() if row.name.startswith(("CPU", "instructions", "step"))]
    assert all(row.detail.startswith("queries ") for row in costs)
    counted = run["requests"]["queries"]["create"]
    expected = f"queries {counted['flask']['queries']} : {counted['django']['queries']}"
    assert named(requests.rows(), "CPU, create").detail == expected


def test_steps_whose_repeats_overlap_are_not_clear(run: dict[str, dict]) -> None:
    assert named(requests.rows(), "step, templates").clear
    for side in ("flask", "django"):
        for one in run["steps"]["steps"][side]:
            if one["name"] == "templates":
                one["instructions"] = [5e6, 9e6, 7e6]
    assert not named(requests.rows(), "step, templates").clear


def test_pools_of_a_noisy_run_are_not_clear(run: dict[str, dict]) -> None:
    for kind in run["load"]["pools"]["sides"]["flask"].values():
        for pool in kind.values():
            pool["rate"]["samples"] = [2 * one for one in pool["rate"]["samples"]]
    run["load"]["pools"]["null"]["median"] = 1.0
    quiet = {row.name: row.clear for row in load.rows()}
    run["load"]["pools"]["null"]["median"] = 1.1
    noisy = {row.name: row.clear for row in load.rows()}
    changed = {name for name in quiet if quiet[name] != noisy[name]}
    assert "requests a second, computing" in changed
    assert not any(noisy[name] for name in noisy if "pool" in name or "a second, " in name)


def test_a_wait_is_the_median_of_its_rounds(run: dict[str, dict]) -> None:
    at = run["load"]["latency"]["rates"][0]
    for subject in at["subjects"].values():
        subject["waits"] = ["1000 1000", "2000 2000", "9000 9000"]
    assert medians.waits(at, "flask", 0.99) == [1.0, 2.0, 9.0]
    assert named(load.rows(), f"p99 at {100 * at['share']:.0f} %")["flask"] == 2.0


def test_who_is_never_answered_makes_no_clear_difference(run: dict[str, dict]) -> None:
    for at in run["load"]["latency"]["rates"]:
        at["subjects"]["django"]["waits"] = ["-" for _ in at["subjects"]["django"]["waits"]]
    assert not any(row.clear for row in load.rows() if row.name.startswith("p99"))


def test_servers_of_a_noisy_run_are_not_clear(run: dict[str, dict]) -> None:
    rate = run["load"]["servers"]["paths"]["/books/"]["rate"]
    clear = []
    for control in (1.0, 1.2):
        rate["null"]["median"] = control
        clear.append(named(load.rows(), "spread of requests a second").clear)
    assert clear == [True, False]


def test_queues_of_a_busy_machine_are_not_clear(
    run: dict[str, dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "recorded", run.__getitem__)
    clear = []
    for load_before in (0.1, 9.0):
        run["queues"]["load_before"] = load_before
        clear.append(named(production.queues(), "queue, jobs a second").clear)
    assert clear == [True, False]


def test_a_page_whose_samples_are_all_over_the_place_is_not_clear(run: dict[str, dict]) -> None:
    name = "growth, admin list, sqlite"
    assert named(growth.rows(), name).clear
    first, last = (str(run["growth"]["sizes"][at]) for at in (0, -1))
    run["growth"]["times"]["sqlite"]["django"]["admin list"] |= {
        first: [0.01, 0.02, 0.02, 0.09, 0.09],
        last: [0.01, 0.01, 0.04, 0.09, 0.09],
    }
    assert not named(growth.rows(), name).clear


def test_tuned_applications_have_rows_of_their_own(run: dict[str, dict]) -> None:
    run["requests"]["tuned"] = copy.deepcopy(run["requests"])
    run["requests"]["tuned"]["queries"]["create"]["django"]["queries"] = 99
    found = {row.name: row for row in requests.rows()}
    for name in ("CPU, create", "instructions, create"):
        assert found[f"tuned, {name}"].values == found[name].values
        assert found[f"tuned, {name}"].detail.endswith(": 99")


def test_a_noisy_run_of_the_tuned_applications_has_no_clear_time(run: dict[str, dict]) -> None:
    for page in run["requests"]["tuned"]["cpu"].values():
        page["microseconds"]["flask again"] = [1.2 * one for one in page["microseconds"]["flask"]]
    clear = {row.name: row.clear for row in requests.rows()}
    assert clear["CPU, account"]
    assert not any(found for name, found in clear.items() if name.startswith("tuned, CPU"))


def test_the_queries_of_a_request_are_shown_at_both_levels(
    run: dict[str, dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costs, "measured", lambda: {row.name: row for row in requests.rows()})
    for level, count in {"": 98, "tuned": 99}.items():
        facts = run["requests"][level] if level else run["requests"]
        facts["queries"]["create"]["django"]["queries"] = count
    lines = costs.instructions().splitlines()
    documented, tuned = (line for line in lines if line.startswith("| create"))
    assert documented.endswith(": 98 |")
    assert tuned.endswith(": 99 |")


def of_side(seconds: float, megabytes: float) -> dict:
    return {
        "packages": {"flask": "3.1", "django": "6.1"},
        "bytes": 1e6 * megabytes,
        "import_seconds": [seconds, 1.01 * seconds, 0.99 * seconds],
        "first_response_seconds": [seconds, 1.01 * seconds, 0.99 * seconds],
        "workers_megabytes": [megabytes, megabytes + 1],
        "exports_megabytes": [],
        "unasked": {"redis": {"modules": 9, "milliseconds": 40.0, "megabytes": 1.2}},
    }


def setups(import_control: float = 1.0) -> dict:
    sides = {"flask": of_side(1.0, 80), "django": of_side(0.5, 40)}
    control = {
        "import_seconds": {"median": import_control},
        "first_response_seconds": {"median": 1.0},
    }
    one = {
        "setups": {"SQLite": sides, SETUP: sides},
        "controls": {"SQLite": control, SETUP: control},
    }
    return {"quoted": "3.13", "pythons": {"3.13": one, "3.11": one}}


def test_all_of_bookshelf_is_the_setup_that_has_every_ability(run: dict[str, dict]) -> None:
    run["footprint"] = setups()
    found = {row.name: row for row in footprint.rows()}
    for what in ("packages", "disk", "memory of a worker", "first response", "import"):
        assert found[f"{what}, all of Bookshelf"].values == found[f"{what}, {SETUP}"].values
    assert found["first response, all of Bookshelf"].clear
    assert found["first response, SQLite"]["flask"] == 1000


def test_a_time_whose_control_is_off_is_not_clear_and_marked(run: dict[str, dict]) -> None:
    run["footprint"] = setups(import_control=1.04)
    found = {row.name: row.clear for row in footprint.rows()}
    assert not found["import, SQLite"]
    assert found["first response, SQLite"]
    assert found["memory of a worker, SQLite"]
    assert section.footprint().count(", noisy |") == 8


def test_the_table_names_the_second_python_and_what_is_imported_unasked(
    run: dict[str, dict],
) -> None:
    run["footprint"] = setups()
    shown = section.footprint()
    assert "| Python | 3.13 | 3.13 | 3.11 | 3.11 |" in shown
    assert "SQLite, Flask: redis (1.2 MB, 9 modules, 40 ms)" in shown
    assert "noisy" not in shown
