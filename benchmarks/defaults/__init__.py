"""What Flask and Django do when nothing is added: small applications from their own pages, asked
over HTTP."""
