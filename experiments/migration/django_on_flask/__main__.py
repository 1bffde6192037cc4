"""The command line of the project, in place of a manage.py: migrate, check, runserver."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "experiments.migration.django_on_flask.settings")
execute_from_command_line([__package__, *sys.argv[1:]])
