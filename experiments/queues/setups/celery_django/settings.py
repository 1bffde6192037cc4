"""The project's settings, and Celery's."""

import os

from config.settings import *  # noqa: F403

CELERY_BROKER_URL = os.environ["QUEUE_URL"]
CELERY_TASK_IGNORE_RESULT = True
