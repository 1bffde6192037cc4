"""The cost of a library for APIs, and the description that it generates: the change requests
``swap_api_*``, measured."""
