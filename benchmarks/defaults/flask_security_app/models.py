"""Users and roles: Flask-Security's "Quick Start"."""

from flask_security.models import fsqla_v3 as fsqla

from benchmarks.defaults.flask_catalogue.models import db

fsqla.FsModels.set_db_info(db)


class Role(db.Model, fsqla.FsRoleMixin):  # type: ignore[name-defined]
    pass


class User(db.Model, fsqla.FsUserMixin):  # type: ignore[name-defined]
    pass
