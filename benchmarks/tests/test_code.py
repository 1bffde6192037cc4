"""The lists of configuration and generated files match the code, and the sums match the
features."""

import pytest

from benchmarks.code.files import CONFIGURATION, SCAFFOLD, feature_of, holds, migrations, same
from benchmarks.common.features import SIDES, features, source_files
from benchmarks.common.source import ROOT, piece


@pytest.mark.parametrize("side", SIDES)
def test_each_piece_of_configuration_is_code_of_a_feature(side: str) -> None:
    parts = [one for feature in features() for one in feature.files[side]]
    held = {one: sum(holds(part, one) for part in parts) for one in CONFIGURATION[side]}
    assert {one: count for one, count in held.items() if count != 1} == {}


@pytest.mark.parametrize("side", SIDES)
def test_each_line_belongs_to_one_feature(side: str) -> None:
    """Also of a file that several features share."""
    parts = sum(one.lines for feature in features() for one in feature.files[side])
    assert parts == sum(piece(file).lines for file in source_files(side))


@pytest.mark.parametrize("side", SIDES)
def test_every_file_that_is_no_own_code_is_a_migration(side: str) -> None:
    named = {one.file for feature in features() for one in feature.files[side]}
    code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / f"{side}_impl").rglob("*.py")
        if path.stat().st_size
    }
    rest = {name for name in code - named if "/tests/" not in name}
    assert rest == {one.file for one in migrations(side)}


@pytest.mark.parametrize("side", SIDES)
def test_migrations_belong_to_features_that_exist(side: str) -> None:
    assert {feature_of(one) for one in migrations(side)} <= {one.name for one in features()}


@pytest.mark.parametrize("side", SIDES)
def test_some_file_that_a_command_begins_is_still_there(side: str) -> None:
    assert [name for name in SCAFFOLD[side] if (ROOT / f"{side}_impl" / name).is_file()]


def test_lines_as_made_are_counted_in_order_without_comments() -> None:
    template = "import os\n# why\nA = 1\nB = {\n    2: 3,\n}\nNAME = '{{ project_name }}'\n"
    text = "import os\nB = {\n    2: 4,\n}\nA = 1\nNAME = 'config'\n"
    assert same(template, text) == 3
