"""A file becomes a document: pages, parts, cases, rows, passages."""
