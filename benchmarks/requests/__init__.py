"""The cost of a request: instructions and CPU time, in-process, beside a baseline without a
framework."""
