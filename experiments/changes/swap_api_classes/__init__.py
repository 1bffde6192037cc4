"""The API by classes and serializers of a library."""
