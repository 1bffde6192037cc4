"""What each feature costs in code on both sides: lines, configuration, generated code, packages,
words to be known."""

from benchmarks.code.measuring import measure

__all__ = ["measure"]
