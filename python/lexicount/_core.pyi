"""The compiled core of lexicount. Use the package `lexicount`, which wraps it."""

from collections.abc import Callable, Mapping, Sequence, Set
from os import PathLike
from typing import Any, Final, TypeAlias, final

__all__ = [
    "Analyzer",
    "ColumnTerms",
    "DocumentTermMatrix",
    "Documents",
    "Entities",
    "FeatureCounts",
    "FeatureSource",
    "FixedTerms",
    "Gazetteer",
    "Normalized",
    "Numbers",
    "Table",
    "TermCounts",
    "Tokens",
    "__version__",
    "count_entities",
    "count_features",
    "count_terms",
    "default_threads",
    "distinct_characters",
    "document_term_matrix",
    "graphemes_of_text",
    "hash_features",
    "normalize_text",
    "read_documents",
    "sentences_of_text",
    "stemmers",
    "stop_word_languages",
    "tokenize_text",
]

__version__: Final[str]

_Progress: TypeAlias = Callable[[int, int], object] | None
_Arrays: TypeAlias = tuple[Numbers, Numbers, Numbers]
_Rules: TypeAlias = tuple[str, Sequence[str], str]
_Weights: TypeAlias = tuple[bytes | None, str | None] | None

@final
class Analyzer:
    """How terms are made of text."""

    __hash__: None  # type: ignore[assignment]
    def __new__(
        cls,
        *,
        normalize: Sequence[str],
        punctuation: bool = False,
        keep: str | Sequence[str] | None = None,
        dictionary: bool = True,
        stop_words: str | Sequence[str] | None = None,
        stemmer: str | None = None,
        ngram_range: tuple[int, int] | None = None,
        skip: int = 0,
        char_ngrams: tuple[int, int] | None = None,
        within_words: bool = False,
        cross_sentences: bool = False,
        sentences: str = "news",
    ) -> Analyzer: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @staticmethod
    def from_json(json: str) -> Analyzer:
        """The analyzer of a JSON object."""
    @staticmethod
    def load(path: str | PathLike[str]) -> Analyzer:
        """The analyzer of the file that `save` wrote."""
    def to_json(self) -> str:
        """The analyzer as JSON."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the analyzer to a file, as JSON."""
    def terms(self, text: str) -> list[str]:
        """The terms of one text."""
    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """The terms of one text, each with the start and end, in code points, of what it was made of."""
    def describe(self) -> str:
        """The analyzer in one line."""
    @property
    def tokenizer(self) -> tuple[bool, list[str], bool]:
        """How text is cut: whether punctuation is kept, what is kept whole, whether dictionaries are used."""
    @property
    def sentences(self) -> str:
        """The name of the rules that end sentences."""
    @property
    def steps(self) -> list[str]:
        """The names of the steps that make terms of tokens."""
    @property
    def stop_words(self) -> str | tuple[str, ...] | None:
        """The stop words: None, a language's code, or the words."""
    @property
    def stemmer(self) -> str | None:
        """The name of the stemmer, or None."""
    @property
    def grams(self) -> tuple[str, int, int, int]:
        """The grams: unit (word, char, `char_wb`), lower and upper bound, skip."""
    @property
    def cross_sentences(self) -> bool:
        """Whether grams cross the ends of sentences."""

@final
class ColumnTerms:
    """Terms and their columns, in the order in which terms came first."""

    def __len__(self) -> int: ...
    def names(self) -> list[str]:
        """The terms by column."""
    def terms(self) -> list[str]:
        """The terms in the order in which they came first."""
    def columns(self) -> Numbers:
        """The columns of the terms, in the order in which terms came first."""
    def to_dict(self) -> dict[str, int]:
        """From term to column."""

@final
class DocumentTermMatrix:
    """How often each document uses each term."""

    @property
    def shape(self) -> tuple[int, int]:
        """The number of documents and the number of terms."""
    @property
    def n_counts(self) -> int:
        """The number of counts that are not 0."""
    def terms(self) -> list[str]:
        """The terms by column."""
    def arrays(self) -> _Arrays:
        """A copy of the arrays of the sparse matrix: values, columns, starts of rows."""
    def table(self) -> Table:
        """A row for each term of each document: its id and metadata, the term, its count."""

@final
class Documents:
    """Documents: texts with ids and metadata."""

    def __new__(
        cls,
        source: Any,
        ids: Sequence[Any] | None = None,
        metadata: Mapping[str, Sequence[Any]] | None = None,
    ) -> Documents: ...
    def __len__(self) -> int: ...
    def text(self, index: int) -> str | None:
        """The text of document number `index`, or None where it is missing."""
    def boilerplate(self, index: int) -> list[tuple[int, int]]:
        """The lines of document number `index` that a web page's frame left: start and end of each in code points."""
    @property
    def ids(self) -> list[int | str]:
        """The ids, in order."""
    @property
    def missing(self) -> int:
        """The number of missing documents."""
    @property
    def n_bytes(self) -> int:
        """The bytes of all texts in UTF-8."""
    def metadata(self) -> Table:
        """The metadata alone, a column each."""
    def to_table(self) -> Table:
        """Ids, metadata and texts."""

@final
class Entities:
    """The entities of documents and every mention they were counted from."""

    def __len__(self) -> int: ...
    @property
    def n_mentions(self) -> int:
        """The number of mentions."""
    @property
    def documents(self) -> Documents:
        """The documents that were read."""
    def table(self, *, top: int | None = None, label: str | None = None) -> Table:
        """The entities, most mentioned first: at most `top`, of one label where one is given."""
    def position(self, name: str, label: str | None = None) -> int | None:
        """The place in the table of the entity that `name` means, or None."""
    def entity(self, place: int) -> tuple[str, str, int, int, list[tuple[str, int]]]:
        """Label, name, mentions, documents, and each form with its count, of the entity at a place."""
    def mentions(self, *, place: int | None = None, label: str | None = None) -> Table:
        """The mentions, in order of document and place: all, or those of the entity at one place, or of one label."""
    def spans(self, index: int) -> list[tuple[int, int, str, str]]:
        """The mentions in document number `index`: start, end (code points), label, name."""

@final
class FeatureCounts:
    """All features of documents with their counts."""

    def __len__(self) -> int: ...
    def document_frequencies(self) -> Numbers:
        """In how many documents each term stands, in the order in which terms came first."""
    def totals(self) -> Numbers:
        """How often each term stands in all documents together, in the order in which terms came first."""
    def select(self, kept: bytes | None = None) -> ColumnTerms:
        """Chooses the terms that have a column: all, or those with a byte other than 0 in `kept`."""
    def matrix(
        self, *, binary: bool = False, weights: _Weights = None, threads: int | None = None
    ) -> _Arrays:
        """The matrix of the terms that were chosen: counts, or weights where `weights` says how they are made."""

@final
class FeatureSource:
    """How text becomes features."""

    @staticmethod
    def words(
        rules: _Rules,
        *,
        lowercase: bool,
        least: int,
        ngram_range: tuple[int, int],
        stop_words: Set[str],
    ) -> FeatureSource:
        """Runs of word characters, at least so many in each, joined to n-grams."""
    @staticmethod
    def characters(
        rules: _Rules, *, lowercase: bool, within_words: bool, ngram_range: tuple[int, int]
    ) -> FeatureSource:
        """Characters next to each other."""
    @staticmethod
    def analyzer(analyzer: Analyzer) -> FeatureSource:
        """The terms of an analyzer."""

@final
class FixedTerms:
    """Terms that have a column each, to be counted in any documents."""

    def __new__(
        cls, source: FeatureSource, terms: Sequence[str], columns: Sequence[int]
    ) -> FixedTerms: ...
    @staticmethod
    def of(source: FeatureSource, terms: ColumnTerms) -> FixedTerms:
        """Those of columns that were chosen."""
    def matrix(
        self,
        documents: Documents,
        source: FeatureSource,
        *,
        binary: bool = False,
        weights: _Weights = None,
        threads: int | None = None,
    ) -> _Arrays:
        """The matrix of documents: counts, or weights where `weights` says how they are made."""

@final
class Gazetteer:
    """A set of names to look for."""

    def __new__(
        cls, entries: Sequence[tuple[str, str, Sequence[str]]], *, case: str = "capitalised"
    ) -> Gazetteer: ...
    def __len__(self) -> int: ...
    def entries(self) -> list[tuple[str, str]]:
        """The label and name of each entry."""

@final
class Normalized:
    """A text after the steps of a normaliser, which knows what each part of it came from."""

    @property
    def text(self) -> str:
        """The text."""
    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source, in code points, that a span of the text came from."""

@final
class Numbers:
    """Numbers that `NumPy` reads where they are."""

    def __len__(self) -> int: ...
    @property
    def __array_interface__(self) -> dict[str, Any]:
        """Where the numbers stand and what they are, as `NumPy` asks for it."""

@final
class Table:
    """Named columns of plain values, all of one length."""

    __hash__: None  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    def column(self, name: str) -> list[Any]:
        """The values of a column."""
    def to_dict(self) -> dict[str, list[Any]]:
        """The columns as lists, by name."""
    def to_json(self, *, lines: bool = False) -> str:
        """The rows as JSON: one array of objects, or one object a line."""
    def head(self, n: int) -> Table:
        """The first rows."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows as an Arrow stream of one batch; no column is copied."""

@final
class TermCounts:
    """How often each term is used and in how many documents."""

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    @staticmethod
    def from_bytes(data: bytes) -> TermCounts:
        """Counts from the bytes that `to_bytes` made."""
    @staticmethod
    def load(path: str | PathLike[str]) -> TermCounts:
        """Counts from the file that `save` wrote."""
    def to_bytes(self) -> bytes:
        """The counts as bytes."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the counts to a file."""
    def merged(self, other: TermCounts) -> TermCounts:
        """These counts and those of other documents."""
    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
    @property
    def skip_boilerplate(self) -> bool:
        """Whether lines that a web page's frame left in the text were left out."""
    def count(self, term: str) -> int:
        """How often a term is used."""
    def document_frequency(self, term: str) -> int:
        """In how many documents a term is used."""
    @property
    def n_terms(self) -> int:
        """The number of distinct terms."""
    @property
    def n_tokens(self) -> int:
        """The number of tokens read."""
    @property
    def n_documents(self) -> int:
        """The number of documents, missing ones included."""
    @property
    def missing(self) -> int:
        """The number of missing documents."""
    def table(
        self,
        *,
        min_df: float | None = None,
        max_df: float | None = None,
        top: int | None = None,
    ) -> Table:
        """The terms that meet the bounds, most used first, with their figures."""

@final
class Tokens:
    """The pieces of many documents, made when they are asked for: words, sentences or grapheme clusters."""

    @staticmethod
    def words(
        documents: Documents,
        *,
        punctuation: bool = False,
        lowercase: bool = False,
        keep: str | Sequence[str] | None = None,
        dictionary: bool = True,
        threads: int | None = None,
        progress: _Progress = None,
    ) -> Tokens:
        """Words, and what else is asked for."""
    @staticmethod
    def sentences(
        documents: Documents,
        *,
        rules: str = "news",
        threads: int | None = None,
        progress: _Progress = None,
    ) -> Tokens:
        """Sentences."""
    @staticmethod
    def graphemes(
        documents: Documents, *, threads: int | None = None, progress: _Progress = None
    ) -> Tokens:
        """Grapheme clusters."""
    def __len__(self) -> int: ...
    def at(self, index: int) -> list[str]:
        """The tokens of document number `index`; none where it is missing."""
    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """The tokens of document number `index`: start, end (code points) and kind of each."""
    def to_list(self) -> list[list[str]]:
        """The tokens of all documents, a list each."""
    def counts(self) -> list[int]:
        """The number of tokens of each document."""
    def to_table(self, *, spans: bool = True) -> Table:
        """One row a document: id, metadata, and lists of tokens, and of starts, ends (code points) and kinds."""

def count_entities(
    documents: Documents,
    *,
    gazetteer: Gazetteer | None = None,
    builtin: bool = True,
    patterns: bool = True,
    candidates: bool = True,
    skip_boilerplate: bool = False,
    threads: int | None = None,
    progress: _Progress = None,
) -> Entities:
    """Finds, links and counts the entities of documents."""

def count_features(
    documents: Documents,
    source: FeatureSource,
    *,
    threads: int | None = None,
    progress: _Progress = None,
) -> FeatureCounts:
    """Counts the features of documents."""

def count_terms(
    documents: Documents,
    *,
    analyzer: Analyzer,
    skip_boilerplate: bool = False,
    threads: int | None = None,
    progress: _Progress = None,
) -> TermCounts:
    """Counts the terms of documents, made by an analyzer."""

def default_threads() -> int:
    """The number of threads that a call uses where it names none."""

def distinct_characters(documents: Documents) -> str:
    """The characters of all documents that are not ASCII, each once, in ascending order."""

def document_term_matrix(
    documents: Documents,
    *,
    analyzer: Analyzer,
    min_df: float | None = None,
    max_df: float | None = None,
    top: int | None = None,
    threads: int | None = None,
    progress: _Progress = None,
) -> DocumentTermMatrix:
    """Counts the terms of each document, made by an analyzer."""

def graphemes_of_text(text: str) -> list[str]:
    """The grapheme clusters of one text."""

def hash_features(
    documents: Documents,
    source: FeatureSource,
    *,
    n_columns: int,
    alternate_sign: bool = True,
    binary: bool = False,
    norm: str | None = None,
    threads: int | None = None,
) -> _Arrays:
    """Hashes the features of documents to columns."""

def normalize_text(text: str, steps: Sequence[str]) -> Normalized:
    """A text after the named steps."""

def read_documents(
    paths: Sequence[str], *, text: str = "text", id: str = "id", replace_errors: bool = False
) -> Documents:
    """Documents from files, folders and glob patterns."""

def sentences_of_text(text: str, *, rules: str = "news") -> list[str]:
    """The sentences of one text."""

def stemmers() -> list[tuple[str, str | None]]:
    """The stemmers: name, and ISO 639-1 code where the language has it, of each."""

def stop_word_languages() -> list[str]:
    """The languages that have a list of stop words, by ISO 639-1 code."""

def tokenize_text(
    text: str,
    *,
    punctuation: bool = False,
    lowercase: bool = False,
    keep: str | Sequence[str] | None = None,
    dictionary: bool = True,
) -> list[str]:
    """The tokens of one text."""
