"""Users, their sessions, and the history."""

from django.db import models

ROLES = ("reader", "viewer", "editor", "manager")
LEAST = {"view": "viewer", "add": "editor", "change": "editor", "delete": "manager"}


class User(models.Model):
    """A user who has signed in at Flask; the password hash is not mapped, because nobody signs in
    here."""

    username = models.CharField(max_length=150, unique=True)
    role = models.CharField(max_length=10)
    is_active = models.BooleanField(db_column="active")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []
    is_authenticated, is_anonymous = True, False

    class Meta:
        managed = False
        db_table = "users"

    def __str__(self) -> str:
        return self.username

    def get_username(self) -> str:
        return self.username

    @property
    def is_staff(self) -> bool:
        return self.may("view")

    def may(self, verb: str) -> bool:
        return (
            self.is_active and verb in LEAST and ROLES.index(self.role) >= ROLES.index(LEAST[verb])
        )

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Permissions such as ``books.change_book``: Flask's roles permit actions, not by model."""
        return self.may(permission.partition(".")[2].partition("_")[0])

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class SignIn(models.Model):
    """A session of Flask's."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "sign_ins"

    def __str__(self) -> str:
        return f"{self.user} since {self.created_at}"


class Change(models.Model):
    """An entry of the history that both sides write and show."""

    at = models.DateTimeField(auto_now_add=True)
    who = models.CharField(max_length=150)
    action = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    object_id = models.IntegerField()
    fields = models.CharField(max_length=200, blank=True)

    class Meta:
        managed = False
        db_table = "changes"

    def __str__(self) -> str:
        return f"{self.action} by {self.who}"
