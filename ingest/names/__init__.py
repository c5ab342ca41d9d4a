"""Names in running text: people, organisations, bodies and projects, recognised while indexing.

`known_names` gathers what the archive itself names; `ingest.names.recognise` finds those and others
in texts with spaCy, in a process of its own (`ingest.names.worker`). Nothing here imports spaCy.
"""

from ingest.names.known import known_names
from ingest.names.types import Known, Label, Mention

__all__ = ["Known", "Label", "Mention", "known_names"]
