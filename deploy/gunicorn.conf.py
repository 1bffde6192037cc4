"""The application server of either implementation: ``gunicorn -c
/absolute/deploy/gunicorn.conf.py``."""

import os
import time
from pathlib import Path
from threading import Thread
from typing import Any

from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent

# What differs between the two is in flask.env and django.env.
wsgi_app = os.environ["SERVE_WSGI"]
chdir = str(ROOT / os.environ["SERVE_CHDIR"])

# Unix sockets: nobody comes past nginx. The folder lets only our group in, and so do they. The
# second is for /healthz.
bind = [os.environ["SERVE_BIND"], os.environ["SERVE_HEALTH_BIND"]]
umask = 0o117
backlog = 2048  # requests that may wait for a thread; the kernel's net.core.somaxconn may be lower

# Processes use the processors, threads wait for the database. Two of these servers run: two
# processes a processor.
workers = int(os.environ.get("WEB_CONCURRENCY") or len(os.sched_getaffinity(0)))
# For who shares the processors out, as the hashing of passwords does
raw_env = [f"WEB_CONCURRENCY={workers}"]
threads = int(os.environ.get("SERVE_THREADS", "4"))
worker_class = "gthread"
# A preloaded application stays the old one when a reload (HUP) starts new workers
preload_app = False

timeout = 30  # a worker that gives no sign of life for so long is killed
graceful_timeout = 30  # what runs may end before a worker does
# Longer than nginx keeps a connection, so that none is closed while a request is on its way
keepalive = 75

# nginx sets one header of these, and only who comes by the unix socket is believed.
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
forwarder_headers = ""
forwarded_allow_ips = ""
limit_request_line = 8190  # nginx's own limit comes first, and its answer has our headers

control_socket_disable = True  # a second gunicorn of the same user would take it over
worker_tmp_dir = "/dev/shm"  # the sign of life is a file, and a disk may be slow
accesslog = None  # nginx writes it, with the id of the request
errorlog = "-"


def post_worker_init(worker: Any) -> None:
    """Leave the second socket to a thread of its own, so that nobody waits before it whom a crowd
    of requests keeps."""
    *worker.sockets, listener = worker.sockets
    Thread(target=serve_health, args=(worker, listener), name="healthz", daemon=True).start()


def serve_health(worker: Any, listener: Any) -> None:
    """Answer at the door, one request at a time, as gunicorn's own synchronous worker does."""
    own = (worker.age, worker.ppid, [listener], worker.app, worker.timeout, worker.cfg, worker.log)
    server = SyncWorker(*own)
    server.wsgi = worker.wsgi
    listener.setblocking(True)
    while True:
        try:
            client, address = listener.accept()
        except OSError:  # no file may be opened at the moment
            time.sleep(0.1)
            continue
        client.settimeout(2)
        server.handle(listener, client, address)
