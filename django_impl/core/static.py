"""Static files by WhiteNoise, with the responses to Range and If-None-Match that HTTP requires."""

import re
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response, SlicedFile, StaticFile

from core import bodies, errors

# int() reads no more than 4,300 digits
RANGE = re.compile("bytes=([0-9]{0,4000})-([0-9]{0,4000})", re.IGNORECASE)


def part(asked: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of a Range; None for one that is to be ignored. The first is
    ``size`` or more when the file has no such bytes."""
    found = RANGE.fullmatch(asked.strip())
    if found is None or found[0].endswith("=-"):
        return None
    first, last = found.groups()
    if not first:
        return (max(size - int(last), 0) if int(last) else size), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


class RangedFile:
    """Wraps WhiteNoise's file, which ignores a range of one byte."""

    def __init__(self, file: StaticFile) -> None:
        self.file = file

    def get_response(self, method: str, request_headers: dict[str, str]) -> Response:
        given = {name: value for name, value in request_headers.items() if name != "HTTP_RANGE"}
        if "HTTP_IF_NONE_MATCH" in given:  # WhiteNoise compares the header as one text
            tags = [tag.removeprefix("W/") for tag in parse_etags(given["HTTP_IF_NONE_MATCH"])]
            given["HTTP_IF_NONE_MATCH"] = (
                self.file.etag if {"*", self.file.etag} & set(tags) else ""
            )
        response = self.file.get_response(method, given)
        if method != "GET" or response.status != 200 or "HTTP_RANGE" not in request_headers:
            return response
        headers = Headers(list(response.headers))
        if given.get("HTTP_IF_RANGE", self.file.etag) not in (
            self.file.etag,
            headers["Last-Modified"],
        ):
            return response
        return self.cut(response, headers, request_headers["HTTP_RANGE"])

    def cut(self, response: Response, headers: Headers, asked: str) -> Response:
        size = int(headers["Content-Length"] or 0)
        wanted = part(asked, size)
        if wanted is None:
            return response
        first, last = wanted
        if first >= size:
            return StaticFile.get_range_not_satisfiable_response(response.file, size)
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        headers["Content-Length"] = str(last - first + 1)
        file = SlicedFile(response.file, first, last) if response.file else None
        return Response(206, headers.items(), file)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    def add_mime_headers(self, headers: Headers, path: str, url: str) -> None:
        """WhiteNoise quotes the charset, which no other response does, and does not announce
        ranges."""
        super().add_mime_headers(headers, path, url)
        headers["Content-Type"] = str(headers["Content-Type"]).replace('"', "")
        headers["Accept-Ranges"] = "bytes"

    def get_static_file(self, path: str, url: str, stat_cache: dict | None = None) -> RangedFile:
        return RangedFile(super().get_static_file(path, url, stat_cache))

    @staticmethod
    def serve(static_file: RangedFile, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, OPTIONS"})
        if code := bodies.refused_length(request):
            return errors.error_response(request, code)
        return WhiteNoiseMiddleware.serve(static_file, request)
