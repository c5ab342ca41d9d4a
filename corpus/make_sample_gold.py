"""stub"""

from __future__ import annotations
from pathlib import Path


def write_gold(sample: Path, gold: Path) -> None:
    """Later."""
