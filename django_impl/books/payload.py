"""Input of the API: a JSON object, strict types, then a form as for any input."""

import json
from typing import Any, NoReturn, cast

from django import forms
from django.http import HttpRequest

from books.models import Author, Book
from core.errors import Problem

TYPES: dict[str, dict[type, str]] = {
    "title": {str: "text"},
    "slug": {str: "text"},
    "author": {str: "text"},
    "year": {int: "a whole number"},
    "isbn": {str: "text", type(None): "null"},
    "summary": {str: "text"},
    "available": {bool: "true or false"},
}


class BookForm(forms.ModelForm):
    author = forms.ModelChoiceField(Author.objects.all(), to_field_name="slug", label="Author")

    class Meta:
        model = Book
        fields = list(TYPES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("slug", "isbn"):  # a person's input is corrected, a program's is refused
            cast(forms.CharField, self.fields[name]).strip = False


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def read(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body; 413 comes from reading, then 415, then 400."""
    body = request.body
    if request.content_type != "application/json":
        raise Problem(415, "Send application/json.")
    try:
        sent = json.loads(body.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError):  # raised by the decoder and by int() too
        raise Problem(400, "The body is no JSON.") from None
    if not isinstance(sent, dict):
        raise Problem(400, "The body is no JSON object.")
    return sent


def complaint(name: str, value: Any) -> str:
    """The error in the type of a field. A form would not distinguish 5 from "5", nor null from a
    missing field."""
    if name not in TYPES:
        return "There is no such field, or it cannot be set."
    if type(value) not in TYPES[name] or (value == "" and type(None) in TYPES[name]):
        return f"Send {' or '.join(TYPES[name].values())}."
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        return "This is no text: it holds half a character."
    return ""


def check(sent: dict[str, Any], book: Book) -> BookForm:
    """A valid form of the book with the input; Problem 422 names all invalid fields, 409 all
    duplicates."""
    now = {name: getattr(book, name) for name in TYPES if name != "author"}
    if book.pk:
        now["author"] = book.author.slug
    mistyped = {name: [said] for name, value in sent.items() if (said := complaint(name, value))}
    fine = {name: value for name, value in sent.items() if name not in mistyped}
    form = BookForm(now | fine, instance=book, initial=now)
    invalid, duplicate = mistyped, dict[str, list[str]]()
    for name, errors in form.errors.as_data().items():
        kind = duplicate if all(error.code == "unique" for error in errors) else invalid
        kind.setdefault(name, [text for error in errors for text in error.messages])
    if invalid:
        raise Problem(422, "Some fields are wrong.", errors=invalid)
    if duplicate:
        raise Problem(409, "Another book has this already.", errors=duplicate)
    return form


def labels(form: BookForm) -> list[str]:
    """The fields that were changed, as the admin names them."""
    return [str(form.fields[name].label) for name in form.changed_data]
