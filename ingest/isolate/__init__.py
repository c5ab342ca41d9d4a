"""Files are read in processes of their own: what hangs, crashes or swells takes nothing else with it."""

from ingest.isolate.readers import Job, Outcome, Readers

__all__ = ["Job", "Outcome", "Readers"]
