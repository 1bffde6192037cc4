"""A module that several features share is divided, so that each line counts once."""

import pytest

from benchmarks.common.parts import REST, divided

SOURCE = """import a
from b import c, d
from e import f as g


def one():
    return a.x


# why
def two():
    return c, g


def three():
    return d
"""


def test_an_object_takes_the_imports_that_it_alone_uses_and_its_comment():
    found = divided(SOURCE, {REST: "rest", "two": "other"})
    assert "from e import f as g" in found["other"].splitlines()
    assert "# why" in found["other"].splitlines()
    assert "from b import c, d" in found["rest"].splitlines()


def test_an_import_goes_with_all_the_objects_that_use_it():
    found = divided(SOURCE, {REST: "rest", "two": "other", "three": "other"})
    assert "from b import c, d" in found["other"].splitlines()


def test_each_line_is_there_once_under_its_number():
    found = divided(SOURCE, {REST: "rest", "two": "other", "three": "third"})
    columns = zip(*(text.split("\n") for text in found.values()), strict=True)
    for line, column in zip(SOURCE.splitlines(), columns, strict=True):
        assert sorted(column) == sorted([line, "", ""])


def test_an_import_that_nothing_uses_stays_with_the_rest():
    assert "import a" in divided("import a\n\n\ndef one(): ...\n", {REST: "r", "one": "o"})["r"]


def test_a_name_that_the_module_does_not_define_is_an_error():
    with pytest.raises(LookupError, match="nobody"):
        divided(SOURCE, {REST: "rest", "nobody": "other"})
