"""Huey with its messages in a SQLite file."""

import os

from huey import SqliteHuey

from experiments.queues import jobs

huey = SqliteHuey(filename=os.environ["QUEUE_URL"].removeprefix("sqlite:///"))
mark = huey.task()(jobs.mark)
hold = huey.task()(jobs.hold)
