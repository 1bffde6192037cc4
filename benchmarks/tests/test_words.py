"""The words of a module are those of its framework, by one rule for every framework."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from benchmarks.code.library import Library
from benchmarks.code.settings import asked_for, keys
from benchmarks.code.words import Reader

FRAMEWORK = {
    "frame/__init__.py": "from frame.views import View as View\nfrom .tools import *\n",
    "frame/views.py": """
        from frame.base import Base

        class View(Base):
            template = ""
            def render(self, request): ...
        class Request: ...
        """,
    "frame/base.py": """
        class Base:
            def __init__(self):
                self.request = None
            def setup(self): ...
        """,
    "frame/tools.py": "import os\ndef select(*what): ...\nSPEED = os.environ.get('SPEED')\n",
    "quiet/__init__.py": "LOUD = 'LOUD'\n",
    "added/__init__.py": "import frame\ndef start(app): app.config['VOLUME']\n",
}


@pytest.fixture
def count(tmp_path: Path) -> Callable[..., Counter[str]]:
    """Counts the words of ``ours.py`` beside a small framework; other modules of ours by
    keyword."""

    def counted(source: str, ours: frozenset[str] = frozenset(), **modules: str) -> Counter[str]:
        files = (
            FRAMEWORK | {"ours.py": source} | {f"{name}.py": text for name, text in modules.items()}
        )
        library = write(tmp_path, files, "ours", *modules)
        module = library.module("ours")
        assert module
        return Reader(module, library, ours=set(ours)).read()

    return counted


def write(folder: Path, files: dict[str, str], *own: str) -> Library:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(dedent(text), encoding="utf-8")
    return Library(frozenset(own), [folder])


def test_an_imported_name_is_counted_where_it_is_used(count: Callable[..., Counter[str]]) -> None:
    assert count("from frame import select\nselect()\nselect()\n") == {"frame.select": 2}


def test_a_module_is_followed_to_the_name_in_it(count: Callable[..., Counter[str]]) -> None:
    assert count("from frame import tools\ntools.select()\n") == {"frame.tools.select": 1}


def test_python_s_own_and_our_own_names_are_no_words(count: Callable[..., Counter[str]]) -> None:
    assert not count("import re\nimport mine\nre.compile('')\nmine.act()\n", mine="def act(): ...")


def test_attributes_are_followed_through_calls_and_variables(
    count: Callable[..., Counter[str]],
) -> None:
    source = """
        from frame import select
        def chosen():
            rows = select("a").where("b")
            return [row.order_by for row in rows]
        """
    assert count(source) == {"frame.select": 1, ".where": 1, ".order_by": 1}


def test_attributes_are_followed_through_a_variable_of_another_module(
    count: Callable[..., Counter[str]],
) -> None:
    words = count(
        "from mine import db\ndb.session\n", mine="from frame import select\ndb = select()\n"
    )
    assert words == {".session": 1}


def test_attributes_are_followed_through_an_annotation(count: Callable[..., Counter[str]]) -> None:
    words = count(
        "from frame.views import Request\ndef act(request: Request, other):\n    request.host, "
        "other.host\n"
    )
    assert words == {"frame.views.Request": 1, ".host": 1}


@pytest.mark.parametrize(
    "name", ["get", "strip", "_private"], ids=["of dictionaries", "of text", "private"]
)
def test_common_and_private_attributes_are_no_words(
    count: Callable[..., Counter[str]], name: str
) -> None:
    assert count(f"from frame import select\nselect().{name}\n") == {"frame.select": 1}


def test_attributes_of_our_own_classes_are_no_words(count: Callable[..., Counter[str]]) -> None:
    assert count("from frame import select\nselect().title\n", ours=frozenset({"title"})) == {
        "frame.select": 1
    }


def test_what_replaces_something_inherited_is_a_word_and_what_does_not_is_none(
    count: Callable[..., Counter[str]],
) -> None:
    source = """
        import frame
        class Page(frame.View):
            template = "page.html"
            ours = 1
            def render(self, request): ...
            def mine(self): ...
        """
    assert count(source) == {"frame.View": 1, ".template": 1, ".render": 1}


def test_what_a_class_inherits_over_two_modules_is_a_word_on_self(
    count: Callable[..., Counter[str]],
) -> None:
    source = """
        from mine import Page
        class Special(Page):
            def act(self):
                self.request, self.colour
                super().setup()
        """
    words = count(
        source,
        mine="from frame import View\nclass Page(View):\n    def __init__(self): self.colour = 1\n",
    )
    assert words == {".request": 1, ".setup": 1}


def test_a_dotted_name_in_a_string_is_a_word(count: Callable[..., Counter[str]]) -> None:
    assert count("used = ['frame.views.View', 'ours.views.View', 'a text. frame.']\n") == {
        "frame.views.View": 1
    }


def test_the_name_of_a_logger_is_no_word(count: Callable[..., Counter[str]]) -> None:
    assert count("used = {'loggers': {'frame.views': {'class': 'frame.base'}}}\n") == {
        "frame.base": 1
    }


def test_names_in_a_format_are_spelled_out(count: Callable[..., Counter[str]]) -> None:
    assert count('used = [f"frame.{name}" for name in ("views", "base")]\n') == {
        "frame.views": 1,
        "frame.base": 1,
    }


def test_names_that_a_framework_looks_for_are_words(count: Callable[..., Counter[str]]) -> None:
    assert count("urlpatterns = []\nother = []\nhandler404 = ''\n") == {
        "urlpatterns": 1,
        "handler404": 1,
    }


def test_variables_that_name_each_other_end(count: Callable[..., Counter[str]]) -> None:
    assert not count("from mine import a\na.b\n", mine="from ours import a\na = a.c\n")


def test_settings_are_known_from_packages_that_read_settings(tmp_path: Path) -> None:
    library = write(tmp_path, FRAMEWORK)
    assert asked_for(r"\.config\b", ["frame", "quiet", "added"], library) == {"VOLUME"}


def test_settings_are_outer_keys_of_dictionaries_or_what_the_settings_module_assigns(
    tmp_path: Path,
) -> None:
    text = "DAY = 24\nkept = {'SPEED': {'UNIT': 1}, 'own': 2}\n"
    library = write(tmp_path, {"other.py": text, "config/settings.py": text}, "other", "config")
    found = [
        keys(module) for name in ("other", "config.settings") if (module := library.module(name))
    ]
    assert found == [["SPEED"], ["DAY"]]
