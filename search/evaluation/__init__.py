"""How well an archive is searched and its questions answered, measured on gold questions (``saksok eval``).

gold: what a gold file says; retrieval: at which rank the right passage comes; answers: whether an answer is
right; variants: the ranking without one or more of its parts; paired: whether a difference is more than chance;
report: all of it as data and as Markdown.
"""
