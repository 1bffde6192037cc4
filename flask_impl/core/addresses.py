"""Responds to what routing alone decides, before anything else of the request is looked at: 404,
405, 308, OPTIONS."""

import re
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote

from flask import Flask, abort, current_app, redirect, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter, RequestRedirect


def path_as_sent() -> str:
    """Where the server gives it; WSGI's own path has lost the difference between ``/`` and
    ``%2F``."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    return re.sub("^[a-z]+://[^/]*", "", re.split("[?#]", sent)[0], flags=re.IGNORECASE)


def refuse_odd_slashes() -> None:
    """Werkzeug takes several slashes at the beginning for one, and an encoded slash for a plain
    one."""
    sent = path_as_sent().lower()
    if "//" in sent or "//" in request.environ["PATH_INFO"] or "%2f" in sent:
        abort(404)


def refuse_other_files() -> None:
    """Than the static ones that are there: Flask has one route a folder, and finds one with ``.``
    at the end too."""
    name = (request.view_args or {}).get("filename", "")
    if not name:
        return
    owner = current_app.blueprints[request.blueprint] if request.blueprint else current_app
    if name != normpath(name) or not Path(owner.static_folder or "", name).is_file():
        abort(404)


def with_slash() -> str | None:
    """The address with a slash at the end of its path, if some method has a route there."""
    routes: MapAdapter = request_ctx.url_adapter  # type: ignore[assignment]
    if request.path.endswith("/") or not routes.allowed_methods(f"{request.path}/"):
        return None
    path = quote(request.root_path + request.path, safe="!$&'()*+,/:;=@")
    query = request.query_string.decode()
    return f"{path}/?{query}" if query else f"{path}/"


def response_by_route() -> ResponseReturnValue | None:
    refuse_odd_slashes()
    error = request.routing_exception
    # Werkzeug itself redirects with the host in the address, and only where the method has a route.
    if isinstance(error, NotFound | RequestRedirect) and (address := with_slash()):
        return redirect(address, 308)
    if error is not None:
        raise error
    refuse_other_files()
    return current_app.make_default_options_response() if request.method == "OPTIONS" else None


def init_app(app: Flask) -> None:
    # Or two in a row are redirected to one, whatever that leads to
    app.url_map.merge_slashes = False
    app.before_request(response_by_route)
