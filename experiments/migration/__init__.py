"""Migrating from one framework to the other feature by feature: both behind one nginx, on one
database."""
