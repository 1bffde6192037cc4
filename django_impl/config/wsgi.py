"""The application for a WSGI server: config.wsgi:application."""

from config import use_own_settings

use_own_settings()

import django  # noqa: E402

django.setup(set_prefix=False)

from core.handler import Handler  # noqa: E402  (reads the settings)

application = Handler()
