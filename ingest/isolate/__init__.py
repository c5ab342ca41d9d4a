"""Files are read in processes of their own: what hangs, crashes or swells takes nothing else with it."""

from ingest.isolate.drawers import Drawers
from ingest.isolate.readers import Job, Outcome, Readers

__all__ = ["Drawers", "Job", "Outcome", "Readers"]
