"""Every fault by its name, and how much of it a client may notice."""

from __future__ import annotations

from deploy.faults import disk, exporting, processes, releases, services
from deploy.faults.site import Fault

ALL = frozenset({"read", "write", "sign in"})
# As many sign-ins as one worker hashes and lets wait: it refuses more with 503 by design
SIGNING_IN = {"read": 2, "write": 2, "sign in": 2}

FAULTS = {
    "worker-killed": Fault(processes.kill_workers, kills=2),
    "gunicorn-killed": Fault(processes.kill_gunicorns, kills=2),
    "reloaded": Fault(processes.reload_gunicorns),
    "ended": Fault(processes.end_gunicorns, clients=SIGNING_IN),
    "broken-release": Fault(
        releases.reload_checked, before=releases.serve_copy, after=releases.serve_original
    ),
    "broken-release-unchecked": Fault(
        releases.reload_unchecked,
        before=releases.serve_copy,
        after=releases.serve_original,
        kills=1,
    ),
    "postgres-restarted": Fault(services.restart_postgres, failing=ALL),
    "postgres-stopped": Fault(services.stop_postgres, failing=ALL),
    "postgres-killed": Fault(services.kill_postgres, failing=ALL),
    "postgres-hung": Fault(services.hang_postgres, failing=ALL),
    "postgres-refusing": Fault(services.refuse_connections, failing=ALL),
    "valkey-killed": Fault(services.kill_valkey),
    "valkey-hung": Fault(services.hang_valkey),
    "disk-full": Fault(
        disk.fill, before=disk.move_books, after=disk.move_back, failing=frozenset({"write"})
    ),
    "export-worker-killed": Fault(exporting.kill_export_worker, before=exporting.fill_shelves),
}
