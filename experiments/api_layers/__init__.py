"""What a library for APIs costs, and what it tells of the API by itself: the change requests
``swap_api_*``, measured."""
