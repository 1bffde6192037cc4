"""The library describes the API that it serves: as of any other library."""

from experiments.api_layers.description import *  # noqa: F403
