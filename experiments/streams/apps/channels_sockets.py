"""WebSockets in Django: Channels, with its layer that publishes through Valkey."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings

from experiments.streams.apps import GROUP

LAYER = "channels_redis.pubsub.RedisPubSubChannelLayer"

settings.configure(
    SECRET_KEY="of a measurement alone",
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["channels"],
    ROOT_URLCONF=__name__,
    CHANNEL_LAYERS={
        "default": {"BACKEND": LAYER, "CONFIG": {"hosts": [os.environ["BOOKSHELF_REDIS_URL"]]}}
    },
)

# Below, for they read the settings
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Events(AsyncWebsocketConsumer):
    groups = [GROUP]

    async def connect(self) -> None:
        await self.accept()
        await self.send("begun")

    async def book(self, event: dict[str, Any]) -> None:
        await self.send(event["data"])


class Echo(AsyncWebsocketConsumer):
    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("healthz", healthz)]
routes = [path("events/", Events.as_asgi()), path("echo/", Echo.as_asgi())]
application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter(routes)})
