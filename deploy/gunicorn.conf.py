"""The application server of either implementation: ``gunicorn -c
/absolute/deploy/gunicorn.conf.py``."""

import os
import re
import time
from pathlib import Path
from threading import Thread
from typing import Any

from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent


def number(name: str, default: int) -> int:
    """Of processes or threads: with none, gunicorn would listen and serve nothing."""
    value = os.environ.get(name) or str(default)
    if not re.fullmatch("[1-9][0-9]{0,3}", value):
        raise SystemExit(f"{name}: is no number from 1 to 9999; leave it out for {default}")
    return int(value)


# What differs between the two is in flask.env and django.env.
wsgi_app = os.environ["SERVE_WSGI"]
chdir = str(ROOT / os.environ["SERVE_CHDIR"])

# Unix sockets: no client can bypass nginx. Only our group may use the folder and the sockets. The
# second socket is for /healthz.
bind = [os.environ["SERVE_BIND"], os.environ["SERVE_HEALTH_BIND"]]
umask = 0o117
backlog = 2048  # requests that may wait for a thread; the kernel's net.core.somaxconn may be lower

# Processes use the processors, threads wait for the database. Two of these servers run: two
# processes a processor.
workers = number("WEB_CONCURRENCY", len(os.sched_getaffinity(0)))
# For code that shares the processors, such as the hashing of passwords
raw_env = [f"WEB_CONCURRENCY={workers}"]
threads = number("SERVE_THREADS", 4)
worker_class = "gthread"
# A preloaded application stays the old one when a reload (HUP) starts new workers
preload_app = False

timeout = 30  # a worker that gives no sign of life for so long is killed
graceful_timeout = 30  # running requests may end before a worker does
# Longer than nginx keeps a connection, so that none is closed while a request is on its way
keepalive = 75

# nginx sets exactly one of these headers, and only clients of the unix socket are trusted.
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
forwarder_headers = ""
forwarded_allow_ips = ""
limit_request_line = 8190  # nginx's own limit comes first, and its response has our headers

control_socket_disable = True  # a second gunicorn of the same user would take it over
worker_tmp_dir = "/dev/shm"  # the sign of life is a file, and a disk may be slow
accesslog = None  # nginx writes it, with the id of the request
errorlog = "-"


def post_worker_init(worker: Any) -> None:
    """Leave the second socket to a thread of its own, so that a crowd of requests does not delay
    /healthz."""
    *worker.sockets, listener = worker.sockets
    Thread(target=serve_health, args=(worker, listener), name="healthz", daemon=True).start()


def serve_health(worker: Any, listener: Any) -> None:
    """Serve the socket, one request at a time, as gunicorn's own synchronous worker does."""
    own = (worker.age, worker.ppid, [listener], worker.app, worker.timeout, worker.cfg, worker.log)
    server = SyncWorker(*own)
    server.wsgi = worker.wsgi
    listener.setblocking(True)
    while True:
        try:
            client, address = listener.accept()
        except OSError:  # no file can be opened at the moment
            time.sleep(0.1)
            continue
        client.settimeout(2)
        server.handle(listener, client, address)
