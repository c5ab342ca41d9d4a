"""Which sentences of the best passages answer the question.

Candidates are the sentences of the passages that search ranked first (`gather`). Each gets cheap
features (`features`), a learned model gives the chance that it holds the answer (`model`), and
rules for dates, drafts, names, "next" and "last" choose among them (`pick`).
"""

from search.evidence.model import sureness
from search.evidence.pick import find_evidence
from search.evidence.types import Evidence

__all__ = ["Evidence", "find_evidence", "sureness"]
