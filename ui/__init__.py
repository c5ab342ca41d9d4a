"""What people touch: command line, web app, HTTP API."""
