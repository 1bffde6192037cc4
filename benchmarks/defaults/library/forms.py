"""The search as a form: "Working with forms"."""

from django import forms


class SearchForm(forms.Form):
    q = forms.CharField(required=False)
