"""WebSockets in Flask: flask-sock, whose connections are greenlets under gunicorn's gevent
worker."""

from __future__ import annotations

import os
import threading
from queue import Queue
from typing import Any
from weakref import WeakSet

from flask import Flask
from flask_sock import Sock
from redis import Redis

STREAM = "bookshelf:books"

app = Flask(__name__)
sock = Sock(app)
queues: WeakSet[Queue[str]] = WeakSet()
started = threading.Event()


def read() -> None:
    redis = Redis.from_url(os.environ["BOOKSHELF_REDIS_URL"], decode_responses=True)
    last = "$"
    while True:
        found: Any = redis.xread({STREAM: last}, block=0)
        for _, entries in found.items() if isinstance(found, dict) else found:
            for event_id, fields in entries:
                last = event_id
                for queue in list(queues):
                    queue.put(fields["data"])


@sock.route("/events/")
def events(socket: Any) -> None:
    queue: Queue[str] = Queue()
    queues.add(queue)
    if not started.is_set():
        started.set()
        threading.Thread(target=read, daemon=True).start()
    socket.send("begun")
    while True:
        socket.send(queue.get())


@sock.route("/echo/")
def echo(socket: Any) -> None:
    while True:
        socket.send(socket.receive())


@app.get("/healthz")
def healthz() -> str:
    return "ok"
