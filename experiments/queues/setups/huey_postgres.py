"""Huey with its messages in a table of PostgreSQL."""

import os

from huey import PostgresHuey

from experiments.queues import jobs

huey = PostgresHuey(dsn=os.environ["QUEUE_URL"])
mark = huey.task()(jobs.mark)
hold = huey.task()(jobs.hold)
