"""Exports: the catalogue as a file, written by a job."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"
