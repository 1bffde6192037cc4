"""Bookshelf on more than one machine: a front, two application hosts and a store, each a network
namespace."""
