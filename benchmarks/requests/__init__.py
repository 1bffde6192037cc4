"""What a request costs: instructions and CPU time, asked in-process, beside a baseline without a
framework."""
