"""Tables become rows: projects with their owner, status, risk and amounts.

`find.find_rows` reads every table of projects in a document; `report.report_dates` says when the
report came out and what date it reports on; `narrative.find_statements` reads what its sentences
say about colours.
"""

from ingest.tables.types import Mark, Row

__all__ = ["Mark", "Row"]
