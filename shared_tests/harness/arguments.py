"""Types for options: what cannot be used is refused in one line, before anything is started; and
how a file is written at the end."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        with suppress(ValueError):
            if (found := int(text)) >= least:
                return found
        raise ArgumentTypeError(f"{text!r} is not a whole number of {least} or more")

    return number


def output(text: str) -> Path:
    """A file that can be written at the end; its folders are made then."""
    file = Path(text)
    try:
        there = next(one for one in (file, *file.absolute().parents) if one.exists())
    except OSError as error:
        raise ArgumentTypeError(f"{file} cannot be a file: {error.strerror}") from None
    if file.is_dir():
        raise ArgumentTypeError(f"{file} is a folder: name a file")
    if there != file and not there.is_dir():
        raise ArgumentTypeError(f"{file} cannot be made, because {there} is not a folder")
    if not os.access(there, os.W_OK):
        raise ArgumentTypeError(f"{there} is not writable: name a file elsewhere")
    return file


def write(file: Path, text: str) -> None:
    """Replace the file as a whole, so that an old one stays when the new one cannot be written.

    Raises SystemExit with one line then.
    """
    target = file.resolve()
    replaced = target.is_file() or not target.exists()  # else a pipe or a device
    part = target.with_name(f".{target.name}.{os.getpid()}") if replaced else target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        if replaced:
            part.replace(target)
    except OSError as error:
        if replaced:
            with suppress(OSError):
                part.unlink()
        raise SystemExit(f"{file} was not written: {error.strerror}") from None
