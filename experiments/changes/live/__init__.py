"""The request for live pages: the catalogue shows by Server-Sent Events what is changed of it."""
