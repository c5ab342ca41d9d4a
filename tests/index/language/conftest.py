import pytest

from index.language import Analyser
from index.language.cache import cached
from index.language.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The default lexicon; compiled (about six seconds) where no test or program has opened it before."""
    return cached()


@pytest.fixture(scope="session")
def analyser(lexicon: Lexicon) -> Analyser:
    return Analyser(lexicon)
