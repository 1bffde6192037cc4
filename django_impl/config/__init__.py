"""The project: settings, addresses, and what a server imports."""

import os
from importlib import import_module

SETTINGS = "DJANGO_SETTINGS_MODULE"


def use_own_settings() -> None:
    """Read the project's own settings, even where the environment names those of another project,
    and before all else, so that a wrong variable ends the start early.

    Other settings of this project may be named: ``config.settings_…``.
    """
    if not os.environ.get(SETTINGS, "").startswith("config.settings_"):
        os.environ[SETTINGS] = "config.settings"
    import_module(os.environ[SETTINGS])
