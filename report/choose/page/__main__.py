"""Writes the page in each language, or says which is not what its sources say."""

from __future__ import annotations

import argparse

from report.choose.page import PAGES, page
from report.rows import measured


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m report.choose.page", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write them")
    arguments = parser.parse_args()
    rows, stale = measured(), []
    for language, file in PAGES.items():
        text = page(rows, language)
        if arguments.write:
            file.write_text(text, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale.append(file.name)
    if stale:
        raise SystemExit(f"stale: {', '.join(stale)}; run nox -s docs -- --write")


if __name__ == "__main__":
    main()
