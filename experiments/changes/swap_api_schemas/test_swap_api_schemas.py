"""The library describes the API that it serves; the cases are the same for every library."""

from experiments.api_layers.description import *  # noqa: F403
