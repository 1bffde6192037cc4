"""Static files bear the same Content-Type as everywhere else: WhiteNoise puts the charset in quotation marks."""

from wsgiref.headers import Headers


def plain_charset(headers: Headers, path: str, url: str) -> None:
    headers["Content-Type"] = str(headers["Content-Type"]).replace('"', "")
