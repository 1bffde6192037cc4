"""A small SMTP server, and the mails that it has received."""

from __future__ import annotations

import re
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

PATIENCE = 10  # seconds: a mail may be sent after the response
SITE = "https://library.example"


class Mailbox(socketserver.ThreadingTCPServer):
    """Accepts every mail; listens on its own port."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[EmailMessage] = []

    def to(self, address: str, number: int = 1) -> list[EmailMessage]:
        """The mails to an address, once there are ``count``. Raises AssertionError on a timeout."""
        end = time.monotonic() + PATIENCE
        while len(found := [one for one in self.mails if one["To"] == address]) < number:
            assert time.monotonic() < end, f"{len(found)} mails to {address}, not {number}"
            time.sleep(0.02)
        return found

    def link(self, address: str, number: int = 1) -> str:
        """The path of the link in the last of ``count`` mails to an address."""
        body = self.to(address, number)[-1].get_content()
        (path,) = re.findall(rf"{re.escape(SITE)}(/password-reset/\S+)", body)
        return path


class Conversation(socketserver.StreamRequestHandler):
    """One client, who gets 250 for every command, as in RFC 5321."""

    server: Mailbox

    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            match line.split()[0].upper():
                case b"DATA":
                    self.say("354 go on")
                    self.server.mails.append(self.mail())
                    self.say("250 taken")
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def mail(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        return message_from_bytes(
            b"".join(line.removeprefix(b".") for line in lines), policy=policy.default
        )


@contextmanager
def listening() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        Thread(target=mailbox.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield mailbox
        mailbox.shutdown()
