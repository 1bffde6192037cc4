"""The defaults of Flask and Django: small applications from their own documentation, probed over
HTTP."""
