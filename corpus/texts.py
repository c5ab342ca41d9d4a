"""What users read, in bokmål, nynorsk and English: one file of strings for each language.

The files are ``corpus/strings/{nb,nn,en}.toml``; a key is ``section.name``. Every key stands in
every file (a test holds that), so a missing key is a mistake in the program.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

LANGUAGES = ("nb", "nn", "en")
"""Bokmål first: it is what an unknown language falls back to."""


class Texts:
    """The strings of one language."""

    def __init__(self, language: str, strings: dict[str, dict[str, str]]) -> None:
        self.language = language
        self._strings = strings

    def __call__(self, key: str, /, **values: object) -> str:
        """The string of a key such as ``answer.none``, with its ``{names}`` filled in.

        Raises KeyError where there is no such key.
        """
        section, _, name = key.partition(".")
        text = self._strings[section][name]
        return text.format(**values) if values else text

    def keys(self) -> list[str]:
        """All keys, sorted."""
        return sorted(f"{section}.{name}" for section, names in self._strings.items() for name in names)

    def section(self, section: str) -> dict[str, str]:
        """All strings of a section by name."""
        return dict(self._strings[section])


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> Texts:
    """The strings of ``nb``, ``nn`` or ``en``; those of bokmål for anything else."""
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    source = resources.files("corpus").joinpath("strings", f"{language}.toml").read_text("utf-8")
    return Texts(language, tomllib.loads(source))
