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
from lexicount.cleaning import Cleaned, clean
from lexicount.collocations import Collocations, collocations
from lexicount.concordance import Concordance, Line, kwic
from lexicount.dispersion import Dispersion, dispersion
from lexicount.documents import Documents, documents, read
from lexicount.duplicates import Duplicates, near_duplicates
from lexicount.entities import Entities, Entity, count_entities
from lexicount.entity_groups import GroupedEntities
from lexicount.exceptions import (
    ConfigError,
    DecodeError,
    FormatError,
    InputError,
    LexicountError,
    ReadError,
)
from lexicount.frequencies import read_frequencies
from lexicount.gazetteers import Gazetteer
from lexicount.grouped import GroupedKeywordFrequency
from lexicount.keyness import Keyness, keyness
from lexicount.keyphrases import Keyphrases, keyphrases, rank_keyphrases
from lexicount.keywords import KeywordFrequency, keyword_frequency, stop_word_languages
from lexicount.matrices import DocumentTermMatrix, document_term_matrix
from lexicount.networks import Network
from lexicount.normalization import Normalized, normalize
from lexicount.phrases import Phrases, learn_phrases
from lexicount.recognizers import Evaluation, Recognizer
from lexicount.results import Result, Table
from lexicount.segments import graphemes, sentences
from lexicount.tokens import Segments, Token, Tokens, tokenize
from lexicount.trends import Trends, trends
from lexicount.uncertainty import bootstrap
from lexicount.weighting import bm25, bm25_scores, tfidf

__all__ = [
    "Analyzer",
    "Cleaned",
    "Collocations",
    "Concordance",
    "ConfigError",
    "DecodeError",
    "Dispersion",
    "DocumentTermMatrix",
    "Documents",
    "Duplicates",
    "Entities",
    "Entity",
    "Evaluation",
    "FormatError",
    "Gazetteer",
    "GroupedEntities",
    "GroupedKeywordFrequency",
    "InputError",
    "Keyness",
    "Keyphrases",
    "KeywordFrequency",
    "LexicountError",
    "Line",
    "Network",
    "Normalized",
    "Phrases",
    "ReadError",
    "Recognizer",
    "Result",
    "Segments",
    "Table",
    "Term",
    "Token",
    "Tokens",
    "Trends",
    "__version__",
    "bm25",
    "bm25_scores",
    "bootstrap",
    "clean",
    "collocations",
    "count_entities",
    "dispersion",
    "document_term_matrix",
    "documents",
    "graphemes",
    "keyness",
    "keyphrases",
    "keyword_frequency",
    "kwic",
    "learn_phrases",
    "near_duplicates",
    "normalize",
    "rank_keyphrases",
    "read",
    "read_frequencies",
    "sentences",
    "stemmers",
    "stop_word_languages",
    "tfidf",
    "tokenize",
    "trends",
]
