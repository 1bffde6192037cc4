"""Compares a generated OpenAPI document with the agreed one, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from shared_tests.harness.implementations import ROOT

AGREED = Path("shared_tests/openapi.yaml")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
KINDS = ("path", "method", "parameter", "request", "response", "schema", "security")
PROSE = {"title", "description", "default", "example", "examples", "readOnly"}
"""Keys of a schema that promise nothing to the client."""
Said = dict[tuple[str, str], Any]
"""Statements: kind and place → value."""


def agreed() -> Any:
    """The document that both sides serve."""
    return yaml.safe_load((ROOT / AGREED).read_text(encoding="utf-8"))


def operations(document: Any) -> dict[str, Any]:
    """Operations by method and path."""
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def compared(ours: Any, theirs: Any) -> dict[str, dict[str, Any]]:
    """By kind of statement: the number in the agreed document, and the places that the other one
    lacks, changes and adds."""
    left, right = statements(ours), statements(theirs)
    return {
        kind: {
            "agreed": len(chosen(left, kind)),
            "missing": sorted(chosen(left, kind) - chosen(right, kind)),
            "different": sorted(
                place
                for place in chosen(left, kind) & chosen(right, kind)
                if left[kind, place] != right[kind, place]
            ),
            "added": sorted(chosen(right, kind) - chosen(left, kind)),
        }
        for kind in KINDS
    }


def as_agreed(found: dict[str, Any]) -> int:
    """The number of statements of one kind that both documents make."""
    return int(found["agreed"]) - len(found["missing"]) - len(found["different"])


def chosen(said: Said, kind: str) -> set[str]:
    return {place for one, place in said if one == kind}


def statements(document: Any) -> Said:
    """All statements of a document. References are resolved, so that names of components do not
    matter."""
    said: Said = {("path", path): True for path in document["paths"]}
    for name, operation in operations(document).items():
        said["method", name] = True
        shared = document["paths"][name.partition(" ")[2]].get("parameters", [])
        said |= {**parameters(document, name, [*shared, *operation.get("parameters", [])])}
        said |= {**body(document, name, operation.get("requestBody", {}))}
        said |= {**responses(document, name, operation["responses"])}
        schemes = document.get("components", {}).get("securitySchemes", {})
        for needed in operation.get("security", []):
            for scheme in needed:
                said["security", f"{name}: {schemes[scheme]['in']}"] = True
    return said


def parameters(document: Any, operation: str, listed: list[Any]) -> Said:
    said: Said = {}
    for one in listed:
        found = resolved(document, one)
        place = f"{operation} {found['in']} {found['name'].lower()}"
        said["parameter", place] = found.get("required", False)
        said |= promises(document, place, found["schema"])
    return said


def body(document: Any, operation: str, found: Any) -> Said:
    said: Said = {}
    for kind, content in found.get("content", {}).items():
        place = f"{operation} {kind}"
        said["request", place] = found.get("required", False)
        said |= promises(document, place, content["schema"])
    return said


def responses(document: Any, operation: str, found: Any) -> Said:
    said: Said = {}
    for status, one in found.items():
        response, place = resolved(document, one), f"{operation} {status}"
        said["response", place] = True
        for name in response.get("headers", {}):
            said["response", f"{place} header {name.lower()}"] = True
        for name in response.get("links", {}):
            said["response", f"{place} link {name}"] = True
        for kind, content in response.get("content", {}).items():
            said["response", f"{place} {kind}"] = True
            # For an error the media type is enough: its schema is always the same
            if status < "4" and "schema" in content:
                said |= promises(document, place, content["schema"])
    return said


def promises(document: Any, place: str, schema: Any) -> Said:
    return {("schema", f"{place}: {at}"): value for at, value in flat(document, schema)}


def resolved(document: Any, found: Any) -> Any:
    """The target of a reference; other values unchanged."""
    while "$ref" in found:
        rest, place = {**found}, found["$ref"].removeprefix("#/").split("/")
        found = document
        for part in place:
            found = found[part]
        found = {**found, **{name: value for name, value in rest.items() if name != "$ref"}}
    return found


def flat(document: Any, schema: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Each statement of a schema with its place. A choice between a type and null is a type with
    two names."""
    found = whole(document, schema)
    for name, value in found.items():
        if name == "properties":
            for field, one in value.items():
                yield from flat(document, one, f"{at}.{field}")
        elif name in ("items", "additionalProperties") and isinstance(value, dict):
            yield from flat(document, value, f"{at}[]")
        elif name == "required":
            yield from ((f"{at}.{field} required", True) for field in value)
        elif name == "type":
            yield f"{at} type", sorted([value] if isinstance(value, str) else value)
        elif name not in PROSE:
            yield f"{at} {name}", value


def whole(document: Any, schema: Any) -> dict[str, Any]:
    """A schema with its references and parts resolved."""
    found = dict(resolved(document, schema))
    for part in found.pop("allOf", []):
        more = whole(document, part)
        required = [*more.get("required", []), *found.get("required", [])]
        found = {**more, **found, **({"required": required} if required else {})}
    choices = [whole(document, one) for one in found.get("anyOf", [])]
    others = [one for one in choices if one.get("type") != "null"]
    if len(choices) == 2 and len(others) == 1:
        del found["anyOf"]
        return {**found, **others[0], "type": [others[0].get("type", ""), "null"]}
    return found
