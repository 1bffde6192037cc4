"""What a page means to its reader: headings, links, forms with their fields, the places of errors,
all of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import lxml.html

from shared_tests.difference.renaming import renamed

Element = Any  # what the stubs of lxml say of a tree fits XML better than a page
REQUEST_ID = re.compile("[0-9a-f]{32}")


def page(content: bytes, ids: Mapping[str, str], under_way: bool = False) -> dict[str, Any]:
    """``under_way``: the page shows a job that may be queued, running or done, depending on the
    speed."""
    document: Element = lxml.html.document_fromstring(
        content, parser=lxml.html.HTMLParser(encoding="utf-8")
    )
    meaning = {
        "title": shown(document.findtext(".//title") or "", ids),
        "h1": [words(one, ids) for one in document.xpath("//h1")],
        "forms": [form(one) for one in document.forms],
        "errors": errors(document),
        "alerts": [words(one, ids) for one in document.xpath("//*[@role='alert']")],
    }
    for refusal in document.xpath("//ul[contains(@class, 'errorlist')]"):
        refusal.drop_tree()  # each side has its own words for it
    if not under_way:
        meaning["links"] = [link(one, ids) for one in document.xpath("//a[@href]")]
        meaning["text"] = words(document.body, ids)
    return meaning


def shown(text: str, ids: Mapping[str, str]) -> str:
    return REQUEST_ID.sub("<id>", renamed(text, ids))


def words(element: Element, ids: Mapping[str, str]) -> str:
    return " ".join(shown(element.text_content(), ids).split())


def link(element: Element, ids: Mapping[str, str]) -> Any:
    parts = urlsplit(shown(element.get("href"), ids))
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return [parts.netloc, parts.path, query, element.get("rel"), words(element, ids)]


def form(element: Any) -> dict[str, Any]:
    fields = [field(one) for one in element.inputs if one.get("name")]
    action = urlsplit(element.get("action") or "").path
    return {"action": action, "method": element.method, "fields": [one for one in fields if one]}


def field(element: Any) -> Any:
    name = element.get("name")
    if "csrf" in name:
        return "the token"
    if element.tag == "select":
        options = [
            (one.get("value"), one.get("selected") is not None, one.text_content())
            for one in element.iter("option")
        ]
        return {"name": name, "options": options}
    value = element.text if element.tag == "textarea" else element.get("value")
    return {"name": name, "type": element.get("type", "text"), "value": value or ""}


def errors(document: Element) -> list[str]:
    """The names of the fields that have an error beside them."""
    lists = document.xpath("//ul[contains(@class, 'errorlist')]")
    return [
        one.xpath(
            "string((preceding::input | preceding::textarea | preceding::select)[last()]/@name)"
        )
        for one in lists
    ]
