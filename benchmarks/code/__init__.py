"""The code of each feature on both sides: lines, configuration, generated code, packages, words to
know."""

from benchmarks.code.measuring import measure

__all__ = ["measure"]
