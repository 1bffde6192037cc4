"""Records go to their file, and a run that cannot be recorded is refused before it is measured."""

from __future__ import annotations

import argparse
import sys

import pytest

from benchmarks.common import cli
from benchmarks.common.run import RESULTS


def parser() -> argparse.ArgumentParser:
    return cli.program("a program", "It measures.", quick="less of it")


def test_a_part_has_a_file_in_each_run() -> None:
    takes_run = argparse.ArgumentParser()
    cli.takes_run(takes_run, "split")
    assert takes_run.parse_args(["--record=RUN"]).record == RESULTS / "RUN" / "split.json"
    assert takes_run.parse_args([]).record is None


def test_a_changed_tree_is_refused_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise SystemExit("commit first")

    monkeypatch.setattr(cli, "refuse_changes", refuse)
    monkeypatch.setattr(cli, "end_cleanly", lambda: None)
    monkeypatch.setattr(sys, "argv", ["program", "--record=file.json"])
    with pytest.raises(SystemExit, match="commit first"):
        cli.parsed(parser())


def test_nothing_is_refused_where_nothing_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "end_cleanly", lambda: None)
    monkeypatch.setattr(sys, "argv", ["program", "--quick"])
    arguments = cli.parsed(parser())
    assert (arguments.quick, arguments.record) == (True, None)


def test_who_failed_is_named() -> None:
    cli.fail_for([], "refused")
    with pytest.raises(SystemExit, match=r"^refused: one, two$"):
        cli.fail_for(["one", "two"], "refused")


def test_a_seed_draws_the_same_ones_in_the_order_of_all() -> None:
    takes_sample, known = argparse.ArgumentParser(), [*range(20)]
    cli.takes_sample(takes_sample)

    def drawn(*words: str) -> list[int]:
        return cli.drawn(takes_sample.parse_args(words), known)

    assert drawn() == drawn("--sample=99") == known
    assert drawn("--sample=4", "--seed=7") == drawn("--sample=4", "--seed=7")
    assert len(drawn("--sample=4")) == 4
    assert drawn("--sample=4") == sorted(drawn("--sample=4")) != drawn("--sample=4", "--seed=2")
    with pytest.raises(SystemExit):
        drawn("--sample=0")
