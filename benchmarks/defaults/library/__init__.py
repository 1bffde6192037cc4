"""A Django app as the tutorial builds one; ``subjects.startproject`` copies it into a fresh
project."""
