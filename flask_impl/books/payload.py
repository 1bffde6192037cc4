"""Input of the API: one JSON object, strict types, no unknown fields, the limits of a book."""

import json
import re
from typing import Annotated, Any, NoReturn, TypeVar

from flask import abort, request
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails
from sqlalchemy import select

from flask_impl.books.fields import ISBN_SAYS, SLUG_SAYS
from flask_impl.books.models import (
    EARLIEST,
    ISBN,
    LATEST,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    SLUG,
    Author,
)
from flask_impl.core.errors import InvalidFields
from flask_impl.core.extensions import db
from flask_impl.core.text import is_blank, with_lf

NO_NUL = r"^[^\x00]*$"
PATTERNS = {"slug": SLUG_SAYS, "isbn": ISBN_SAYS}
"""What is said of a text that does not have the pattern of its field; of all others, ``NULS``."""
NULS = "Null characters are not allowed."
HALF = re.compile("[\ud800-\udfff]")
NOT_SENT: Any = None
Model = TypeVar("Model", bound=BaseModel)


def known_author(slug: object) -> Author:
    """Looked up during validation, so that an unknown author is reported together with all other
    errors."""
    if isinstance(slug, str) and slug.isascii() and slug.isprintable():
        author = db.session.scalar(select(Author).filter_by(slug=slug))
        if author:
            return author
    raise ValueError("There is no author of that slug.")


def with_lf_alone(sent: object) -> object:
    return with_lf(sent) if isinstance(sent, str) else sent


def trimmed(sent: object) -> object:
    """Pydantic's own stripping keeps the separators U+001C to U+001F."""
    return with_lf(sent).strip() if isinstance(sent, str) else sent


def not_blank(text: str) -> str:
    if is_blank(text):
        raise ValueError("Nothing of this can be seen.")
    return text


Title = Annotated[
    str,
    StringConstraints(max_length=LONGEST_NAME, pattern=NO_NUL),
    BeforeValidator(trimmed),
    AfterValidator(not_blank),
]
Slug = Annotated[str, StringConstraints(max_length=LONGEST_NAME, pattern=f"^{SLUG}$")]
KnownAuthor = Annotated[Author, PlainValidator(known_author)]
Year = Annotated[int, Field(ge=EARLIEST, le=LATEST)]
Isbn = Annotated[str, StringConstraints(pattern=f"^{ISBN}$")]
Summary = Annotated[
    str,
    StringConstraints(max_length=LONGEST_SUMMARY, pattern=NO_NUL),
    BeforeValidator(with_lf_alone),
]


class BookChange(BaseModel):
    """Some fields of a book; fields that are not sent stay unchanged."""

    model_config = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True)

    title: Title = NOT_SENT
    slug: Slug = NOT_SENT
    author: KnownAuthor = NOT_SENT
    year: Year = NOT_SENT
    isbn: Isbn | None = None
    summary: Summary = ""
    available: bool = True

    def sent(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.model_fields_set}


class NewBook(BookChange):
    """All fields of a book."""

    title: Title
    slug: Slug
    author: KnownAuthor
    year: Year


def refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def sentence(name: str, error: ErrorDetails) -> str:
    """Pydantic shows a pattern as it is written."""
    if error["type"] == "string_pattern_mismatch":
        return PATTERNS.get(name, NULS)
    return error["msg"].removeprefix("Value error, ")


def body(model: type[Model]) -> Model:
    """Return the request's body as ``model``, or raise 415, 400 or 422."""
    raw = request.get_data()
    if request.mimetype != "application/json":
        abort(415)
    try:
        sent = json.loads(raw.decode(), parse_constant=refuse_constant)
    # Also raised for bytes that are not UTF-8 and for integers with too many digits
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(sent, dict):
        abort(400)
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        wrong: dict[str, list[str]] = {}
        for one in error.errors():
            # Pydantic does not say which name has half a character
            name = str(one["loc"][0] if one["loc"] else next(filter(HALF.search, sent)))
            wrong.setdefault(name, []).append(sentence(name, one))
        raise InvalidFields(wrong) from None
