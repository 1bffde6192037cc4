"""How passwords are hashed: Django's first choice, with as many rounds as the configuration says."""

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PasswordHasher(PBKDF2PasswordHasher):
    iterations = settings.PASSWORD_ROUNDS or PBKDF2PasswordHasher.iterations
