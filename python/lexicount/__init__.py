"""Counts what is said in text, fast and exactly: tokens, keywords, entities.

>>> import lexicount as lc
>>> lc.tokenize("Fire in Moscow.")
['Fire', 'in', 'Moscow']
>>> lc.keyword_frequency(["Fire in Moscow.", "Moscow mourns."])["moscow"]
2
>>> lc.count_entities("Fire in Moscow.")[0].name
'Moscow'
"""

from lexicount._core import __version__
from lexicount.analyzers import Analyzer, Term, stemmers
from lexicount.documents import Documents, documents, read
from lexicount.entities import Entities, Entity, Gazetteer, count_entities
from lexicount.exceptions import (
    ConfigError,
    DecodeError,
    FormatError,
    InputError,
    LexicountError,
    ReadError,
)
from lexicount.keywords import KeywordFrequency, keyword_frequency, stop_word_languages
from lexicount.matrices import DocumentTermMatrix, document_term_matrix
from lexicount.normalization import Normalized, normalize
from lexicount.results import Result, Table
from lexicount.segments import graphemes, sentences
from lexicount.tokens import Segments, Token, Tokens, tokenize

__all__ = [
    "Analyzer",
    "ConfigError",
    "DecodeError",
    "DocumentTermMatrix",
    "Documents",
    "Entities",
    "Entity",
    "FormatError",
    "Gazetteer",
    "InputError",
    "KeywordFrequency",
    "LexicountError",
    "Normalized",
    "ReadError",
    "Result",
    "Segments",
    "Table",
    "Term",
    "Token",
    "Tokens",
    "__version__",
    "count_entities",
    "document_term_matrix",
    "documents",
    "graphemes",
    "keyword_frequency",
    "normalize",
    "read",
    "sentences",
    "stemmers",
    "stop_word_languages",
    "tokenize",
]
