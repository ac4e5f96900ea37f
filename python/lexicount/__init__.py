"""Count what is said in text, fast and exactly: tokens, keywords, entities.

>>> import lexicount as lc
>>> lc.tokenize("Fire in Moscow.")
['Fire', 'in', 'Moscow']
>>> lc.keyword_frequency(["Fire in Moscow.", "Moscow mourns."])["moscow"]
2
>>> lc.count_entities("Fire in Moscow.")[0].name
'Moscow'
"""

from lexicount._core import __version__
from lexicount._public import show_as_defined_in as _show_as_defined_in
from lexicount._public import with_clear_errors as _with_clear_errors
from lexicount.corpus.cleaning import Cleaned, clean
from lexicount.corpus.collection import Documents, documents
from lexicount.corpus.reading import read
from lexicount.counts.counting import keyword_frequency
from lexicount.counts.frequency_lists import read_frequencies
from lexicount.counts.grouped import GroupedKeywordFrequency
from lexicount.counts.matrices import DocumentTermMatrix, document_term_matrix
from lexicount.counts.reference_lists import reference
from lexicount.counts.terms import KeywordFrequency
from lexicount.entities.counting import count_entities
from lexicount.entities.entity import Entity
from lexicount.entities.gazetteers import Gazetteer
from lexicount.entities.grouped import GroupedEntities
from lexicount.entities.linking import InContext
from lexicount.entities.networks import Network
from lexicount.entities.quotations import Quotes
from lexicount.entities.quoting import quotes
from lexicount.entities.recognizers import Evaluation, Recognizer
from lexicount.entities.results import Entities
from lexicount.exceptions import (
    ConfigError,
    DecodeError,
    FileError,
    FormatError,
    InputError,
    LexicountError,
)
from lexicount.incidents.events import Incidents
from lexicount.incidents.figures import casualties
from lexicount.incidents.results import Casualties
from lexicount.reports import report
from lexicount.results import Result, Table
from lexicount.statistics.collocation_measures import Collocations, collocations
from lexicount.statistics.concordance import Concordance, kwic
from lexicount.statistics.concordance_lines import Line
from lexicount.statistics.dispersion_measures import Dispersion, dispersion
from lexicount.statistics.duplicates import Duplicates, near_duplicates
from lexicount.statistics.keyness_groups import GroupedKeyness
from lexicount.statistics.keyness_measures import Keyness, keyness
from lexicount.statistics.keyphrase_ranking import Keyphrases, keyphrases, rank_keyphrases
from lexicount.statistics.phrase_learning import learn_phrases
from lexicount.statistics.trend_series import Trends, trends
from lexicount.statistics.uncertainty import bootstrap
from lexicount.statistics.weighting import bm25, bm25_scores, tfidf
from lexicount.tokens.analyzers import Analyzer, Term, stemmers, stop_word_languages, stop_words
from lexicount.tokens.language_table import languages
from lexicount.tokens.normalization import Normalized, normalize
from lexicount.tokens.phrases import Phrases
from lexicount.tokens.segments import graphemes, sentences
from lexicount.tokens.words import Segments, Token, Tokens, tokenize

__all__ = [
    "Analyzer",
    "Casualties",
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
    "FileError",
    "FormatError",
    "Gazetteer",
    "GroupedEntities",
    "GroupedKeyness",
    "GroupedKeywordFrequency",
    "InContext",
    "Incidents",
    "InputError",
    "Keyness",
    "Keyphrases",
    "KeywordFrequency",
    "LexicountError",
    "Line",
    "Network",
    "Normalized",
    "Phrases",
    "Quotes",
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
    "casualties",
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
    "languages",
    "learn_phrases",
    "near_duplicates",
    "normalize",
    "quotes",
    "rank_keyphrases",
    "read",
    "read_frequencies",
    "reference",
    "report",
    "sentences",
    "stemmers",
    "stop_word_languages",
    "stop_words",
    "tfidf",
    "tokenize",
    "trends",
]

_show_as_defined_in(globals())
_with_clear_errors(globals())
