"""Huey with its messages in Valkey."""

import os

from huey import RedisHuey

from experiments.queues import jobs

huey = RedisHuey(url=os.environ["QUEUE_URL"])
mark = huey.task()(jobs.mark)
hold = huey.task()(jobs.hold)
