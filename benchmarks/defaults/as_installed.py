"""What a framework does before anybody sets anything: the status for a foreign host."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.defaults.subject import FOREIGN

PROGRAMS = {
    "bare Flask": f"""
from flask import Flask
app = Flask("library")
app.get("/")(lambda: "Books")
print(app.test_client().get("/", headers={{"Host": {FOREIGN!r}}}).status_code)
""",
    "Django": f"""
from django.conf import settings
settings.configure(ROOT_URLCONF="__main__")
import django
from django.http import HttpResponse
from django.test import Client
from django.urls import path
django.setup()
urlpatterns = [path("", lambda request: HttpResponse(request.get_host()))]
print(Client(raise_request_exception=False).get("/", headers={{"Host": {FOREIGN!r}}}).status_code)
""",
}
"""Neither has a setting; Django's needs the name of the module with its URLs."""


def statuses() -> dict[str, int]:
    """By application. Raises CalledProcessError when one does not start."""
    return {name: status(program) for name, program in PROGRAMS.items()}


def status(program: str) -> int:
    command = [sys.executable, "-P", "-c", program]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return int(done.stdout)
