"""Fields of the admin's forms: parsing of the input, and the version of the record."""

import re
from typing import Any

from wtforms import Field, IntegerField, ValidationError
from wtforms.validators import Optional, Regexp

from flask_impl.books.models import ISBN, SLUG
from flask_impl.core.text import is_blank, with_lf


def stripped(text: str | None) -> str | None:
    return with_lf(text).strip() if text else text


def lines(text: str | None) -> str:
    return with_lf(text or "")


def as_id(value: Any) -> int:
    """Accepts ASCII digits only; ``int`` also accepts those of other scripts."""
    if isinstance(value, str) and not re.fullmatch("[0-9]+", value):
        raise ValueError(value)
    return int(value)


def not_blank(form: Any, field: Field) -> None:
    if is_blank(field.data or ""):
        raise ValidationError("Nothing of this can be seen.")


SLUG_SAYS = "A slug is made of the letters a to z, digits, - and _."
ISBN_SAYS = "An ISBN is 13 digits."
TITLE_ARGS = {"filters": [stripped], "validators": [not_blank]}
SLUG_ARGS = {
    "filters": [stripped],
    "validators": [Regexp(rf"{SLUG}\Z", message=SLUG_SAYS)],
}
ISBN_ARGS = {
    "filters": [stripped],
    "validators": [Optional(), Regexp(rf"{ISBN}\Z", message=ISBN_SAYS)],
}


class YearField(IntegerField):
    """Accepts ASCII digits only; WTForms accepts any number that Python reads, such as ``1_900`` or
    digits of other scripts."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not re.fullmatch("-?[0-9]{1,4}", valuelist[0].strip()):
            self.data = None
            raise ValueError("A year is a whole number.")
        super().process_formdata(valuelist)
