"""The documents, the chooser and both sides' code side by side, as a site without external
assets."""
