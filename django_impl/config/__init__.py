"""The project: settings, URLs, and the WSGI application."""

import os
from importlib import import_module

SETTINGS = "DJANGO_SETTINGS_MODULE"


def use_own_settings() -> None:
    """Use the project's own settings, even if the environment names another project's, and load
    them first, so that a wrong variable stops the start early. Other settings of this project are
    possible: ``config.settings_…``."""
    if not os.environ.get(SETTINGS, "").startswith("config.settings_"):
        os.environ[SETTINGS] = "config.settings"
    import_module(os.environ[SETTINGS])
