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
from lexicount.keyphrases import Keyphrases, keyphrases, rank_keyphrases
from lexicount.keywords import KeywordFrequency, keyword_frequency, stop_word_languages
from lexicount.normalization import Normalized, normalize
from lexicount.results import Result, Table
from lexicount.segments import graphemes, sentences
from lexicount.tokens import Segments, Token, Tokens, tokenize

__all__ = [
    "Analyzer",
    "ConfigError",
    "DecodeError",
    "Documents",
    "Entities",
    "Entity",
    "FormatError",
    "Gazetteer",
    "InputError",
    "Keyphrases",
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
    "documents",
    "graphemes",
    "keyphrases",
    "keyword_frequency",
    "normalize",
    "rank_keyphrases",
    "read",
    "sentences",
    "stemmers",
    "stop_word_languages",
    "tokenize",
]
