"""Whether pages cost as much with a million books as with a thousand: times, queries and ratios of
both sides."""
