"""The documents, the chooser and both sides' code beside each other, as a site without outside
assets."""
