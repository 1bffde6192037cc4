"""What both Flask applications with extensions share: the tables of the catalogue, its pages and
its JSON."""
