"""Records go to their file, and a run that cannot be recorded is refused before it is measured."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.common import cli, features, run
from benchmarks.common.run import RESULTS
from benchmarks.common.source import ROOT
from deploy.faults import __main__ as faults
from deploy.faults import parts, slow
from shared_tests.harness.results import Results
from shared_tests.mutants import __main__ as mutants


def parser() -> argparse.ArgumentParser:
    return cli.program("a program", "It measures.", quick="less of it")


def test_an_interruption_is_one_line() -> None:
    waits = "child_processes.end_cleanly(); print('waits', flush=True); time.sleep(60)"
    program = f"import time; from shared_tests.harness import child_processes; {waits}"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "waits\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[1] == "stopped\n"
    assert process.returncode


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


@pytest.mark.parametrize(
    ("name", "message"), [(".", "is a folder: name a file"), ("x" * 300, "File name too long")]
)
def test_a_record_that_cannot_be_written_is_refused_before_anything_is_measured(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([f"--record={tmp_path / name}"])
    assert message in capsys.readouterr().err


def test_a_record_that_cannot_be_continued_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "changes.json"
    assert run.earlier(None) == run.earlier(file) == {}
    file.write_text("{", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"changes\.json cannot be continued"):
        run.earlier(file)


def test_results_of_a_run_without_cases_leave_the_file_alone(tmp_path: Path) -> None:
    (file := tmp_path / "results.json").write_text("earlier", encoding="utf-8")
    Results(file).pytest_sessionfinish()
    assert file.read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize("program", [faults, parts, slow], ids=["faults", "parts", "slow"])
def test_faults_too_are_not_tried_in_a_changed_tree(
    monkeypatch: pytest.MonkeyPatch, program
) -> None:
    def refuse() -> None:
        raise SystemExit("commit first")

    monkeypatch.setattr(cli, "refuse_changes", refuse)
    monkeypatch.setattr(cli, "end_cleanly", lambda: None)
    monkeypatch.setitem(program.IMPLEMENTATIONS, "flask", None)  # nothing could be started
    monkeypatch.setattr(sys, "argv", ["program", "flask", "--record=file.json"])
    with pytest.raises(SystemExit, match="commit first"):
        program.main()


def test_without_git_or_a_clone_there_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="must be a clone of the repository"):
        run.git("ls-files")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="git is missing"):
        run.git("ls-files")


def test_a_side_is_for_comparing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench.child_processes, "end_cleanly", lambda: None)
    monkeypatch.setattr(sys, "argv", ["bench", "--side=flask"])
    with pytest.raises(SystemExit):
        bench.main()
    assert "--side is for --compare" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--record=", "--compare=", "--record=..", "--record=a/b"])
def test_a_run_has_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    monkeypatch.setattr(bench.child_processes, "end_cleanly", lambda: None)
    monkeypatch.setattr(sys, "argv", ["bench", option])
    with pytest.raises(SystemExit):
        bench.main()
    assert "the name of a run" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["code", "--quick", "--record=RUN"])
def test_a_comparison_goes_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    monkeypatch.setattr(bench.child_processes, "end_cleanly", lambda: None)
    monkeypatch.setattr(sys, "argv", ["bench", "--compare=no-such-run", other])
    with pytest.raises(SystemExit):
        bench.main()
    assert "--compare goes alone" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[1]"])
def test_results_that_are_broken_are_named(tmp_path: Path, text: str) -> None:
    assert features.load(tmp_path, "flask", "some.json") == {}
    (tmp_path / "flask").mkdir()
    (tmp_path / "flask" / "some.json").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"some\.json is broken: run nox -s flask again"):
        features.load(tmp_path, "flask", "some.json")


@pytest.mark.parametrize(
    ("words", "message"),
    [(["no-such-mutant"], "no-such-mutant"), (["--sample=-1"], "1 or more")],
    ids=["name", "sample"],
)
def test_mutants_that_there_are_not_are_not_tried(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    monkeypatch.setattr(mutants, "end_cleanly", lambda: None)
    monkeypatch.setattr(mutants, "tried", lambda *_: 0)
    monkeypatch.setattr(sys, "argv", ["mutants", "flask", *words])
    with pytest.raises(SystemExit):
        mutants.main()
    assert message in capsys.readouterr().err
