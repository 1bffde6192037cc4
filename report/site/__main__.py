"""Builds the site: the documents, the chooser, and both sides' code side by side."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.cmd.build import main as sphinx

from benchmarks.common.source import ROOT
from report.site import documents, sides
from report.site.code import styles
from report.site.files import Files
from shared_tests.harness.child_processes import end_cleanly

HERE = Path(__file__).parent
CONFIGURATION = """
project = "Flask and Django compared"
html_title = project
extensions = ["myst_parser"]
html_theme = "furo"
html_theme_options = {
    "announcement": "<a href='side-by-side/index.html'>Both sides beside each other</a>"
    " · <a href='docs/choose.html'>Which one for your team?</a>"
}
html_show_copyright = html_show_sphinx = html_copy_source = False
html_extra_path = ["extra"]
html_css_files = ["documents.css"]
html_js_files = ["documents.js"]
html_static_path = ["own"]
myst_heading_anchors = 4
myst_url_schemes = {"http": None, "https": None, "site": "{{path}}"}
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
"""
MENU = "\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s site --", description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / ".nox" / "site", metavar="FOLDER")
    output = parser.parse_args().output.resolve()
    end_cleanly()
    with TemporaryDirectory() as folder:
        source = Path(folder)
        write(source)
        if code := sphinx(["-q", "-W", "--keep-going", "-b", "html", str(source), str(output)]):
            sys.exit(code)
    in_its_language(output / "ko.html")
    print(f"{output}/index.html (python3 -m http.server -d {output})")


def write(source: Path) -> None:
    """The input of Sphinx: the documents, and files that are copied unchanged."""
    files = Files()
    for name, page in documents.present().items():
        text = (ROOT / name).read_text(encoding="utf-8")
        made = documents.as_page(name, text, files.address)
        (source / f"{page}.md").write_text(made + menu(page), encoding="utf-8")
    (source / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    extra = source / "extra"
    for address, html in {**sides.pages(), **files.pages()}.items():
        target = extra / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")
    (extra / "code.css").write_text(
        styles() + (HERE / "code.css").read_text(encoding="utf-8"), encoding="utf-8"
    )
    shutil.copy(HERE / "code.js", extra)
    copy(files.known, extra)
    (source / "own").mkdir()
    for name in ("documents.css", "documents.js"):
        shutil.copy(HERE / name, source / "own")


def menu(page: str) -> str:
    """The table of contents on the first page."""
    if page != "index":
        return ""
    pages = "\n".join(one for one in documents.present().values() if one != "index")
    return MENU.format(pages=pages)


def in_its_language(page: Path) -> None:
    """Sphinx writes every page as one in English."""
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('lang="en"', 'lang="ko"', 1), encoding="utf-8")


def copy(known: list[str], extra: Path) -> None:
    for name in known:
        if name.endswith(documents.AS_THEY_ARE):
            target = extra / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)


if __name__ == "__main__":
    main()
