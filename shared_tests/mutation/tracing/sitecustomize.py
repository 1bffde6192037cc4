"""Python imports this at the start of each process that has this folder on its path: coverage.py
traces the process."""

import coverage

coverage.process_startup()
