"""What makes it Norwegian: one analyser for indexing and for questions.

analyser = Analyser.open()
analyser.index_terms(passage)      # two fields of the lexical index
analyser.query_terms(question)     # the same keys, with weights
analyser.tokens(text)              # with their places in the text as given
"""

from index.language.analyser import Analyser
from index.language.spelling import Vocabulary
from index.language.types import QueryTerm, Terms, Token

__all__ = ["Analyser", "QueryTerm", "Terms", "Token", "Vocabulary"]
