"""What a new password must be: long enough, and hard to guess."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from accounts.models import User

GUESSES_NEEDED = 10**8
LONGEST_MEASURED = 72  # characters; zxcvbn takes no more


class ZxcvbnValidator(MinimumLengthValidator):
    """Counts the guesses that somebody would need who knows common passwords, patterns, and whose
    password it is.

    Lengths are checked here too, so that the message for a short password says that, and not that
    it is easy to guess as well.
    """

    def get_error_message(self) -> str:
        return f"A password has at least {self.min_length} characters."

    def validate(self, password: str, user: User | None = None) -> None:
        from zxcvbn import zxcvbn  # here, for its word lists are large, and few processes need them

        super().validate(password, user)
        known = ["bookshelf"] if user is None else [user.get_username(), "bookshelf"]
        if zxcvbn(password[:LONGEST_MEASURED], known)["guesses"] < GUESSES_NEEDED:
            raise ValidationError("This password is too easy to guess.", code="password_too_easy")

    def get_help_text(self) -> str:
        return f"{super().get_help_text()} It must not be easy to guess."
