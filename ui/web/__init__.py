"""The web app: one file composes (`app`), a file a tab (`tabs`), handlers that know no framework."""
