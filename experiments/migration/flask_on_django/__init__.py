"""Flask beside Django: the reads of the JSON API, on tables that Bookshelf in Django owns."""
