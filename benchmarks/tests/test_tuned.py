"""Requests are measured at two levels: both sides as documented, and tuned."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.code.patches import files
from benchmarks.requests import facts
from benchmarks.requests.applications import TUNING, tuned
from benchmarks.requests.subject import ROOT, Subject

SUBJECTS = {
    "flask": Subject("flask", "flask_impl.wsgi:app"),
    "django": Subject("django", "config.wsgi:application", "django_impl"),
}


def test_each_tuned_side_is_imported_from_a_copy_with_its_patch(tmp_path: Path):
    copies = tuned(SUBJECTS, tmp_path / "copy")
    for side, one in copies.items():
        assert Path(one.chdir) == tmp_path / "copy" / SUBJECTS[side].chdir
        patch = (TUNING / f"{side}.patch").read_text(encoding="utf-8")
        changed = {file.path for file in files(patch) if file.added}
        assert changed
        for name in changed:
            copy, original = tmp_path / "copy" / name, ROOT / name
            assert not original.is_file() or copy.read_bytes() != original.read_bytes()


def test_the_patch_of_a_side_changes_nothing_but_that_side():
    for side in SUBJECTS:
        patch = (TUNING / f"{side}.patch").read_text(encoding="utf-8")
        assert {file.path.split("/")[0] for file in files(patch)} == {f"{side}_impl"}


@pytest.mark.parametrize("quick", [True, False], ids=["quick", "whole"])
def test_the_quick_run_leaves_the_tuned_level_out(monkeypatch: pytest.MonkeyPatch, quick: bool):
    monkeypatch.setattr(facts, "prepared", lambda folder, settings: {"flask": "as documented"})
    monkeypatch.setattr(facts, "tuned", lambda subjects, folder: {"flask": "tuned"})
    monkeypatch.setattr(facts, "of_level", lambda subjects, *rest: {"measured": subjects["flask"]})
    found = facts.measure(quick, Console(quiet=True))
    assert found["measured"] == "as documented"
    assert found.get("tuned") == (None if quick else {"measured": "tuned"})
