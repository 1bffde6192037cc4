"""The count of coupling recognizes a framework, and counts each line once."""

from __future__ import annotations

import pytest

from benchmarks.common.features import SIDES
from benchmarks.common.source import Piece
from experiments.migration.__main__ import main
from experiments.migration.coupling import coupling, shared, table
from experiments.migration.imports import imported, importers, is_framework, modules, reaching


@pytest.mark.parametrize("side", SIDES)
def test_each_line_is_counted_once(side: str):
    figures = coupling(side)
    for what in ("lines", "modules"):
        assert figures[what] == sum(
            figures[f"{kind}_{what}"] for kind in ("coupled", "indirect", "free")
        )
        assert all(figures[f"{kind}_{what}"] for kind in ("coupled", "free"))


@pytest.mark.parametrize(
    ("side", "name", "expected"),
    [
        ("flask", "flask", True),
        ("flask", "flask_admin.contrib.sqla", True),
        ("flask", "flask_impl.books.models", False),
        ("flask", "sqlalchemy.orm", False),
        ("django", "django.db", True),
        ("django", "django_tasks", True),
        ("django", "limits", False),
    ],
)
def test_an_extension_is_the_framework_and_a_package_of_its_own_is_not(
    side: str, name: str, expected: bool
):
    assert is_framework(side, name) is expected


def test_what_is_imported_inside_a_function_counts_too():
    source = "def late():\n    from django.urls import path\n    import flask.json"
    assert set(imported(source)) == {"django.urls", "django.urls.path", "flask.json"}


def test_known_modules_are_in_their_places():
    assert "flask_impl.accounts.sessions" in importers("flask")
    assert "books.models" in importers("django")
    assert "flask_impl.core.environment" in modules("flask").keys() - importers("flask") - reaching(
        "flask"
    )
    # Through its models, which use the extension
    assert "flask_impl.books.csv_export" in reaching("flask")


def test_lines_that_both_templates_have_are_shared():
    mine, theirs = (
        Piece("a.html", "", "<p>\n\n  {{ book }}\n</p>\n"),
        Piece("b.html", "", "<p>\n{{ one }}\n</p>\n"),
    )
    assert shared(mine, theirs) == 2


def test_the_table_names_every_part():
    assert table().row_count == 6


def test_half_a_migration_is_not_recorded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["migration", "flask_on_django", "--record=run"])
    with pytest.raises(SystemExit):
        main()
    assert "a record holds both" in capsys.readouterr().err
