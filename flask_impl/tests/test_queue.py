"""Messages of the queue, and the embedded worker."""

import pytest
from flask import Flask

from flask_impl.exports import worker
from flask_impl.exports.queue import Queue, queue


@pytest.fixture(autouse=True)
def context(app: Flask):
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("broker", "begun"), [(None, 1), ("redis://localhost", 0)], ids=["none", "Redis"]
)
def test_a_web_process_works_once_and_only_without_a_broker(
    app, monkeypatch, broker: str | None, begun: int
):
    started: list[bool] = []
    monkeypatch.setattr(worker.EmbeddedConsumer, "start", lambda consumer: started.append(True))
    monkeypatch.setattr(worker.atexit, "register", lambda *stop, **how: None)
    app.config["BROKER_URL"] = broker
    worker.ensure_worker()
    worker.ensure_worker()
    assert len(started) == begun


def test_a_message_from_before_the_key_was_changed_is_read(app):
    queue().add("an export")
    app.config.update(
        SECRET_KEY_FALLBACKS=[app.config["SECRET_KEY"]], SECRET_KEY="another secret " * 3
    )
    assert Queue(app).dequeue().args == ("an export",)


def test_a_message_without_a_valid_signature_is_not_read():
    queue().storage.enqueue(b"cos\nsystem\n(S'true'\ntR.:" + b"0" * 40)
    with pytest.raises(ValueError, match="mismatch"):
        queue().dequeue()
