"""Runs the migrations on the application's own engine."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args

if context.is_offline_mode():
    context.configure(url=db.engine.url, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()
