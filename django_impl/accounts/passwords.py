"""Validation of new passwords: length, and resistance to guessing."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from accounts.models import User

GUESSES_NEEDED = 10**8
LONGEST_MEASURED = 20  # characters; zxcvbn takes seconds for some of 72


class ZxcvbnValidator(MinimumLengthValidator):
    """Estimates the guesses of an attacker who knows common passwords, patterns and the user name.
    Checks the length too, so that a short password gets only that message."""

    def get_error_message(self) -> str:
        return f"A password has at least {self.min_length} characters."

    def validate(self, password: str, user: User | None = None) -> None:
        # imported here, because its word lists are large, and few processes need them
        from zxcvbn import zxcvbn

        super().validate(password, user)
        name = "" if user is None else user.get_username()
        known = [name[:LONGEST_MEASURED], "bookshelf"]
        if zxcvbn(password[:LONGEST_MEASURED], known)["guesses"] < GUESSES_NEEDED:
            raise ValidationError("This password is too easy to guess.", code="password_too_easy")

    def get_help_text(self) -> str:
        return f"{super().get_help_text()} It must not be easy to guess."
