"""Reads the BOOKSHELF_ variables: a wrong one ends the start with a line that names it."""

import os
import re
import sys
from importlib import import_module
from typing import NoReturn

SETTINGS = "DJANGO_SETTINGS_MODULE"
DAY = 24 * 3600
FLAGS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
# Not django-environ's own reader: it takes a value that begins with $ for the name of another
# variable, which one in fifty of Django's generated keys does, and every unknown word for False.
DEVELOPMENT_KEY = "a fixed key for development alone, known to everybody"


def use_own_settings() -> None:
    """Read our own, whatever other project's the environment names: first of all, so that a wrong
    variable ends soon.

    The name may be that of others of ours, ``config.settings_…``.
    """
    if not os.environ.get(SETTINGS, "").startswith("config.settings_"):
        os.environ[SETTINGS] = "config.settings"
    import_module(os.environ[SETTINGS])


def refuse(name: str, what: str) -> NoReturn:
    """End the start; with 4, which gunicorn takes for "do not try again", and no reloader for
    "start me again"."""
    print(f"BOOKSHELF_{name}: {what}", file=sys.stderr)
    raise SystemExit(4)


def text(name: str, default: str = "") -> str:
    """A variable as it is; an empty one counts as not set."""
    return os.environ.get(f"BOOKSHELF_{name}", "") or default


def flag(name: str) -> bool:
    value = text(name, "0").lower()
    if value not in FLAGS:
        refuse(name, f"{value!r} is neither on nor off; use 1 or 0")
    return FLAGS[value]


def seconds(name: str, default: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch("[0-9]{1,10}", value) or not int(value):
        refuse(name, f"{value!r} is no number of seconds; the default is {default}")
    return int(value)


def number(name: str, default: int, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        refuse(name, f"{value!r} is no number from {least} to {most}")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def key(name: str, value: str) -> str:
    if len(value) < 32:
        refuse(name, f"has {len(value)} characters; give it at least 32 random ones")
    return value


def secret_key(debug: bool) -> str:
    value = text("SECRET_KEY", DEVELOPMENT_KEY if debug else "")
    if not value:
        refuse("SECRET_KEY", "is not set; give it at least 32 random characters, or turn debug on")
    return key("SECRET_KEY", value)


def former_keys() -> list[str]:
    return [key("SECRET_KEY_FALLBACKS", value) for value in names("SECRET_KEY_FALLBACKS")]


def allowed_hosts() -> list[str]:
    """In small letters; one with a dot first stands for its subdomains too, as Django has it."""
    hosts = [host.lower() for host in names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")]
    for host in hosts:
        if not re.fullmatch(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", host):
            refuse(
                "ALLOWED_HOSTS", f"{host!r} is no host name; write it without scheme, port and path"
            )
    return hosts
