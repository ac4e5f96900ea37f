"""The compiled core of lexicount. Use the package `lexicount`, which wraps it."""

from collections.abc import Callable, Mapping, Sequence, Set
from os import PathLike
from typing import Any, Final, TypeAlias, final

__all__ = [
    "Analyzer",
    "Batches",
    "Cleaned",
    "Collocations",
    "ColumnTerms",
    "Concordance",
    "Cut",
    "DocumentTermMatrix",
    "Documents",
    "Duplicates",
    "Entities",
    "FeatureCounts",
    "FeatureSource",
    "Files",
    "FixedTerms",
    "FrequencyList",
    "Gazetteer",
    "GroupedCounts",
    "GroupedEntities",
    "KeyphraseConfig",
    "Keyphrases",
    "Network",
    "Normalized",
    "Numbers",
    "Phrases",
    "Query",
    "Recognizer",
    "Table",
    "TermCounts",
    "Tokens",
    "__version__",
    "bm25_query",
    "bm25_weights",
    "bootstrap",
    "clean_documents",
    "count_collocations",
    "count_entities",
    "count_features",
    "count_terms",
    "count_terms_by",
    "default_threads",
    "dispersion",
    "distinct_characters",
    "document_term_matrix",
    "found_entities",
    "given_entities",
    "graphemes_of_text",
    "hash_features",
    "keyness",
    "labels",
    "learn_phrases",
    "link_rules",
    "near_duplicates",
    "normalize_text",
    "rank_keyphrases",
    "rank_token_keyphrases",
    "registries",
    "registry",
    "sentences_of_text",
    "stemmers",
    "stop_word_languages",
    "term_trends",
    "tfidf_weights",
    "tokenize_text",
    "write_file",
]

__version__: Final[str]

_Run: TypeAlias = tuple[int | None, Callable[[int, int], object] | None]
_LinkOptions: TypeAlias = tuple[list[str], list[tuple[str, list[str]]], list[tuple[str, str]]]
_Conll: TypeAlias = tuple[str, str | None]
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
        punctuation: bool,
        keep: str | Sequence[str] | None,
        dictionary: bool,
        stop_words: str | Sequence[str] | None,
        stemmer: str | None,
        phrases: Sequence[Phrases],
        ngram_range: tuple[int, int],
        skip: int,
        char_ngrams: tuple[int, int] | None,
        within_words: bool,
        cross_sentences: bool,
        sentences: str,
    ) -> Analyzer: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @staticmethod
    def from_json(json: str) -> Analyzer:
        """The analyzer of a JSON object."""
    def to_json(self) -> str:
        """The analyzer as JSON."""
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
    def phrases(self) -> list[Phrases]:
        """The sets of phrases that are joined, in order."""
    @property
    def grams(self) -> tuple[str, int, int, int]:
        """The grams: unit (word, char, `char_wb`), lower and upper bound, skip."""
    @property
    def cross_sentences(self) -> bool:
        """Whether grams cross the ends of sentences."""

@final
class Batches:
    """The documents of files in batches, each read when it is asked for."""

    def __iter__(self) -> Batches: ...
    def __next__(self) -> Documents: ...

@final
class Cleaned:
    """The lines of documents that are a site's frame, with what speaks for it."""

    def __len__(self) -> int: ...
    def documents(self) -> Documents:
        """The documents, out of which all counting leaves the lines that are cut."""
    def cut(self) -> Cut:
        """The documents without the lines that are cut."""
    def table(self) -> Table:
        """The marked lines, a row each."""
    def size(self) -> tuple[int, int, int]:
        """The number of lines that are cut, of documents that have one, and of bytes of these lines."""

@final
class Cut:
    """Documents without some of their lines, whose places lead back to the raw texts."""

    @property
    def documents(self) -> Documents:
        """The documents."""
    def raw_span(self, index: int, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that a span of document number `index` came from, in code points."""

@final
class Collocations:
    """Pairs of terms that came together, with their counts."""

    @property
    def n_seen(self) -> int:
        """The number of distinct pairs that came together at all."""
    @property
    def n_tokens(self) -> int:
        """The number of tokens read."""
    @property
    def n_documents(self) -> int:
        """The number of documents, missing ones included."""
    def table(self, *, measure: str, min_count: int, top: int | None) -> Table:
        """The pairs that came together often enough, highest by a measure first, with their counts and all measures."""
    def n_pairs(self, min_count: int) -> int:
        """The number of pairs that came together at least so often."""

@final
class Concordance:
    """Hits in documents, with the lines they stand in."""

    @staticmethod
    def find(
        documents: Documents,
        query: Query,
        *,
        analyzer: Analyzer,
        window: int,
        characters: bool,
        sentence: bool,
        run: _Run,
    ) -> Concordance:
        """The hits of a query, in order of document and place."""
    @staticmethod
    def from_spans(
        documents: Documents,
        spans: Sequence[tuple[int, int, int]],
        *,
        analyzer: Analyzer,
        window: int,
        characters: bool,
        sentence: bool,
    ) -> Concordance:
        """Places that are known: number of the document, start and end in code points."""
    def __len__(self) -> int: ...
    @property
    def documents(self) -> Documents:
        """The documents that were searched."""
    @property
    def view(self) -> tuple[int, bool, bool]:
        """How much is shown: words or code points to each side, whether these are code points, whether the sentence is."""
    def with_view(self, window: int, characters: bool, sentence: bool) -> Concordance:
        """The same hits, shown otherwise."""
    def take(self, start: int, step: int, count: int) -> Concordance:
        """So many hits from `start`, each `step` farther than the last."""
    def take_all(self, places: Sequence[int]) -> Concordance:
        """The hits at these places, ascending."""
    def sorted(self, keys: Sequence[str], run: _Run) -> Concordance:
        """The hits in order of keys such as L1, R2 and keyword."""
    def filtered(
        self,
        query: Query,
        *,
        within: str,
        exclude: bool,
        run: _Run,
    ) -> Concordance:
        """The hits with a query in a part of what stands around them, or without."""
    def sampled(self, n: int, seed: int) -> Concordance:
        """At most so many hits, drawn at random."""
    def counts(self, by: str | None) -> Table:
        """The number of hits of each document, or by the values of a column of metadata."""
    @property
    def n_documents(self) -> int:
        """In how many documents there are hits."""
    def table(self, start: int, stop: int, *, metadata: bool) -> Table:
        """The lines of the hits from `start` up to `stop`."""

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
        ids: Sequence[Any] | None,
        metadata: Mapping[str, Sequence[Any]] | None,
    ) -> Documents: ...
    def __len__(self) -> int: ...
    def text(self, index: int) -> str | None:
        """The text of document number `index`, or None where it is missing."""
    def boilerplate(self, index: int) -> list[tuple[int, int]]:
        """The lines of document number `index` that a web page's frame left: start and end of each in code points."""
    def skipped_spans(self, index: int) -> list[tuple[int, int]]:
        """The spans of document number `index` that counting skips: start and end of each in code points."""
    def with_skipped(self, skipped: Sequence[Sequence[tuple[int, int]]]) -> Documents:
        """The same documents, skipping these spans too: start and end in code points, a list for each document."""
    def without_boilerplate(self) -> Documents:
        """The same documents, skipping their boilerplate as well."""
    @property
    def ids(self) -> list[int | str]:
        """The ids, in order."""
    @property
    def missing(self) -> int:
        """The number of missing documents."""
    @property
    def n_bytes(self) -> int:
        """The bytes of all texts in UTF-8."""
    def batches(self, n_bytes: int) -> list[Documents]:
        """The same documents in batches that end with the document that brings them to `n_bytes` of text."""
    def metadata(self) -> Table:
        """The metadata alone, a column each."""
    def to_table(self) -> Table:
        """Ids, metadata and texts."""

@final
class Duplicates:
    """Clusters of documents that say nearly the same."""

    def __len__(self) -> int: ...
    def clusters(self) -> list[list[int]]:
        """The numbers of the documents of each cluster."""
    def labels(self) -> list[int | None]:
        """For each document the number of its cluster, or None."""
    def weights(self, how: str) -> list[float]:
        """How much each document counts: by "once" or by "share"."""
    def recall(self, similarity: float) -> float:
        """The probability with which two documents of that resemblance were compared."""
    @property
    def bands(self) -> tuple[int, int]:
        """The number of bands, and of rows in each."""
    def table(self) -> Table:
        """A row a document of a cluster."""

@final
class Entities:
    """The entities of documents, and all mentions behind the counts."""

    def __len__(self) -> int: ...
    @property
    def n_mentions(self) -> int:
        """Returns the number of mentions."""
    @property
    def documents(self) -> Documents:
        """Returns the documents."""
    def own_labels(self) -> list[str]:
        """Returns the labels of the user's own that mentions have, or that a source could have given."""
    def table(self, *, top: int | None, labels: Sequence[str] | None) -> Table:
        """Returns the entities, the most frequent first: at most `top`, of some labels if given."""
    def positions(self, labels: Sequence[str] | None) -> list[int]:
        """Returns the indices of the entities, of some labels if given."""
    def position(self, name: str, labels: Sequence[str] | None) -> int | None:
        """Returns the index of the entity with this name, of some labels if given, or None."""
    def entity(self, index: int) -> tuple[str, str, int, int, list[tuple[str, int]]]:
        """Returns label, name, mentions, documents, and each surface form with its count, of an entity."""
    def mentions(self, *, index: int | None, labels: Sequence[str] | None, values: bool) -> Table:
        """Returns the mentions in order of document and position: all, of an entity or of some labels; with `values`, also their values."""
    def merges(self) -> Table:
        """Returns which surface forms were linked to each entity, with the link rule and the evidence."""
    def raw(self) -> Table:
        """Returns the surface forms in the texts, with the entity that each was linked to."""
    @property
    def link(self) -> _LinkOptions:
        """Returns how mentions are linked: names of rules, (name, aliases) of the user, pairs to keep apart."""
    def relinked(self, link: _LinkOptions) -> Entities:
        """Links the same mentions in another way."""
    def found(self) -> str:
        """Returns the mentions of each document before linking, as JSON."""
    def by(self, column: str, *, every: str | None, run: _Run) -> GroupedEntities:
        """Counts the entities of each group of documents."""
    def network(
        self,
        *,
        within: str,
        window: int,
        labels: Sequence[str] | None,
        min_count: int,
        run: _Run,
    ) -> Network:
        """Counts which entities co-occur: those with some labels, or all named entities."""
    def concordance(
        self,
        *,
        analyzer: Analyzer,
        index: int | None,
        labels: Sequence[str] | None,
        window: int,
        characters: bool,
        sentence: bool,
    ) -> Concordance:
        """Returns the mentions with their context, in order of document and position."""
    def spans(self, index: int) -> list[tuple[int, int, str, str]]:
        """Returns the mentions of document number `index`: start, end (code points), label, name."""

@final
class Files:
    """Files that are there, with how to read them."""

    def __new__(
        cls,
        paths: Sequence[str],
        *,
        text: str,
        id: str,
        replace_errors: bool,
        skip_boilerplate: bool,
    ) -> Files: ...
    def __len__(self) -> int: ...
    @property
    def n_bytes(self) -> int:
        """The bytes of all files, packed as they are."""
    def without_boilerplate(self) -> Files:
        """The same files, skipping the boilerplate of their documents."""
    def read(self) -> Documents:
        """All documents."""
    def batches(self, n_bytes: int) -> Batches:
        """The documents in batches that end with the document that brings them to `n_bytes`, from the beginning."""

@final
class FrequencyList:
    """Terms with their counts and the size of the corpus that they were counted in."""

    @staticmethod
    def of_counts(counts: TermCounts) -> FrequencyList:
        """The counts of documents."""
    @staticmethod
    def of_pairs(
        terms: Sequence[str],
        counts: Sequence[int],
        *,
        total: int | None,
        analyzer: Analyzer | None,
    ) -> FrequencyList:
        """Terms with a count each, made to fit what an analyzer makes of text."""
    @property
    def total(self) -> int:
        """The number of words in all."""

@final
class FeatureCounts:
    """All features of documents with their counts."""

    def __len__(self) -> int: ...
    def document_frequencies(self) -> Numbers:
        """In how many documents each term stands, in the order in which terms came first."""
    def totals(self) -> Numbers:
        """How often each term stands in all documents together, in the order in which terms came first."""
    def select(self, kept: bytes | None) -> ColumnTerms:
        """Chooses the terms that have a column: all, or those with a byte other than 0 in `kept`."""
    def matrix(self, *, binary: bool, weights: _Weights, run: _Run) -> _Arrays:
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
        binary: bool,
        weights: _Weights,
        run: _Run,
    ) -> _Arrays:
        """The matrix of documents: counts, or weights where `weights` says how they are made."""

@final
class Gazetteer:
    """A compiled set of names to search for."""

    def __new__(
        cls,
        names: object,
        *,
        labels: object | None,
        aliases: Sequence[object] | None,
        cases: object | None,
        priorities: Sequence[int | None] | None,
        blocked: Sequence[bool | None] | None,
        metadata: dict[str, list[Any]] | None,
        label: str,
        case: str,
        possessive: str,
        hyphen: str,
    ) -> Gazetteer: ...
    @staticmethod
    def builtin(tables: Sequence[str] | None) -> Gazetteer:
        """Returns the built-in tables with these names; all tables if None."""
    @staticmethod
    def builtin_tables() -> list[str]:
        """Returns the names of the built-in tables."""
    @staticmethod
    def from_bytes(bytes: bytes) -> Gazetteer:
        """Reads the output of `to_bytes`."""
    @staticmethod
    def load(path: str | PathLike[str]) -> Gazetteer:
        """Reads a file written by `save`."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the compiled gazetteer to a file, atomically."""
    def to_bytes(self) -> bytes:
        """Returns the compiled gazetteer as bytes."""
    def __len__(self) -> int: ...
    def labels(self) -> list[str]:
        """The labels of the entries, in code-point order."""
    def entries(self) -> Table:
        """Returns a table of the entries: label, name, table, priority, and metadata."""
    def find(
        self,
        documents: Documents,
        *,
        kind: str,
        run: _Run,
    ) -> Table:
        """Returns a table of the matches in documents, in order, with their text, offsets and metadata."""
    def count(
        self,
        documents: Documents,
        *,
        kind: str,
        run: _Run,
    ) -> Table:
        """Returns a table of the number of matches of each entry, most frequent first."""

@final
class KeyphraseConfig:
    """What to look for in documents, and how."""

    def __new__(
        cls,
        *,
        method: str,
        top: int | None,
        language: str,
        stop_words: str | Sequence[str] | None,
        keep: Sequence[str] | None,
        sentences: str,
        min_words: int,
        max_words: int | None,
        numbers: str,
        merge: str | None,
        aliases: Sequence[tuple[str, str]],
        window: int | None,
        share: float | None,
        metric: str | None,
        repeats: bool | None,
        dedup: str | None,
        dedup_limit: float | None,
    ) -> KeyphraseConfig: ...

@final
class Keyphrases:
    """The keyphrases of documents and where they stand."""

    def __len__(self) -> int: ...
    @property
    def documents(self) -> Documents:
        """The documents that were read."""
    def table(self) -> Table:
        """The phrases of all documents, in their order, best first."""
    def of_document(self, index: int) -> list[tuple[str, float]]:
        """Text and score of each phrase of document number `index`, best first."""
    def mentions(self, *, index: int | None, keyphrase: str | None) -> Table:
        """Every place of the phrases: of all documents or number `index`, of all phrases or those spelt `keyphrase`."""
    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """The places of the phrases of document number `index`: start, end (code points), phrase; ascending."""

@final
class GroupedEntities:
    """Entities counted by group of documents."""

    @property
    def by(self) -> str:
        """Returns the column that documents are grouped by."""
    @property
    def every(self) -> str | None:
        """Returns the time bins, if there are any."""
    @property
    def undated(self) -> tuple[int, int, int]:
        """Returns the number of documents in no bin: no date, an invalid date, a date that is too coarse."""
    def table(self, *, labels: Sequence[str] | None) -> Table:
        """Returns a row for each group and entity in it, of some labels if given."""
    def totals(self) -> Table:
        """Returns a row for each group."""

@final
class Network:
    """A co-occurrence network of entities."""

    def __len__(self) -> int: ...
    @property
    def total(self) -> int:
        """Returns the number of units; for windows, of pairs of mentions, counted from both sides."""
    def table(self) -> Table:
        """Returns the pairs: names and labels of both, count, NPMI, G2."""
    def nodes(self) -> Table:
        """Returns the entities of all pairs, the most connected first."""
    def edges(self) -> list[tuple[int, int]]:
        """Returns the indices of the two entities of each pair."""
    def by(self, column: str, *, every: str | None, run: _Run) -> Table:
        """Returns the pairs in each group of documents."""
    def evidence(self, source: int, target: int) -> Table:
        """Returns the passages behind the count of a pair of entities."""

@final
class Normalized:
    """A text after the steps of a normaliser, which knows what each part of it came from."""

    @property
    def text(self) -> str:
        """The text."""
    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source, in code points, that a span of the text came from."""

@final
class Phrases:
    """Phrases with their counts and scores."""

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __len__(self) -> int: ...
    @staticmethod
    def from_json(json: str) -> Phrases:
        """The phrases of a JSON object."""
    def to_json(self) -> str:
        """The phrases as JSON."""
    @property
    def delimiter(self) -> str:
        """What joins the words of a phrase."""
    @property
    def connector_words(self) -> list[str]:
        """The words that may stand within a phrase."""
    def words(self) -> list[list[str]]:
        """The words of each phrase, highest score first."""
    def table(self, top: int | None) -> Table:
        """The phrases with their counts and scores, highest first."""

@final
class Recognizer:
    """A trained recogniser of names."""

    @staticmethod
    def builtin() -> Recognizer:
        """The model that comes with the package."""
    @staticmethod
    def train(
        sets: Sequence[tuple[_Conll, float, Sequence[str]]],
        *,
        dev: Sequence[_Conll] | None,
        lexicon: tuple[str, str, str] | None,
        suppressed_labels: Sequence[str],
        epochs: int,
        learning_rate: float,
        dropout: float,
        min_count: int,
        case_augmentation: bool,
        report: Callable[[int, float], object] | None,
        run: _Run,
    ) -> Recognizer:
        """Trains a model from sets of (`CoNLL` text, weight, labels that may stand unmarked), and calibrates it on `dev`.

        A text comes with the name of its file, or None; an error in it then names the file.

        `lexicon` is what is known of words: None for the built-in model's, or three tables as `Lexicon::from_tables` takes
        them; three empty ones for none. `report` gets the number of each epoch and its loss.
        """
    @property
    def labels(self) -> list[str]:
        """The labels that the model emits."""
    @property
    def n_features(self) -> int:
        """The number of features that have a weight."""
    def evaluate(self, conll: Sequence[_Conll], *, run: _Run) -> tuple[Table, Table]:
        """Scores on `CoNLL` texts, each with the name of its file or None: a table of scores a label and in all, and one of how often names are right by confidence."""
    def to_bytes(self) -> bytes:
        """The model as bytes."""
    @staticmethod
    def from_bytes(bytes: bytes) -> Recognizer:
        """The model that `to_bytes` wrote."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the model to a file."""
    @staticmethod
    def load(path: str | PathLike[str]) -> Recognizer:
        """The model of the file that `save` wrote."""

@final
class Query:
    """Words or a regular expression to look for."""

    @staticmethod
    def words(words: Sequence[str], analyzer: Analyzer) -> Query:
        """Words, each as the analyzer makes terms of it, with `*` for any characters of one word."""
    @staticmethod
    def regex(pattern: str, case_sensitive: bool) -> Query:
        """A regular expression."""

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
    def to_json(self, *, lines: bool) -> str:
        """The rows as JSON: one array of objects, or one object a line."""
    def head(self, n: int) -> Table:
        """The first rows."""
    def select(self, names: Sequence[str]) -> Table:
        """These columns alone, in this order."""
    def take(self, rows: Sequence[int]) -> Table:
        """The rows of these numbers, in this order."""
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
    def count(self, term: str) -> Any:
        """How often a term is used."""
    def document_frequency(self, term: str) -> Any:
        """In how many documents a term is used."""
    @property
    def n_terms(self) -> int:
        """The number of distinct terms."""
    @property
    def n_tokens(self) -> Any:
        """The number of tokens read."""
    @property
    def n_documents(self) -> Any:
        """The number of documents, missing ones included."""
    @property
    def missing(self) -> Any:
        """The number of missing documents."""
    def table(
        self,
        *,
        min_df: float,
        max_df: float | None,
        top: int | None,
    ) -> Table:
        """The terms that meet the bounds, most used first, with their figures."""

@final
class GroupedCounts:
    """The counts of each group of documents."""

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    def __len__(self) -> int: ...
    @staticmethod
    def from_bytes(data: bytes) -> GroupedCounts:
        """Counts from the bytes that `to_bytes` made."""
    @staticmethod
    def load(path: str | PathLike[str]) -> GroupedCounts:
        """Counts from the file that `save` wrote."""
    def to_bytes(self) -> bytes:
        """The counts as bytes."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the counts to a file."""
    def merged(self, other: GroupedCounts) -> GroupedCounts:
        """These counts and those of other documents."""
    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
    @property
    def by(self) -> str:
        """The column that documents are grouped by."""
    @property
    def every(self) -> str | None:
        """The bins of time that its dates fall into."""
    def counts(self, place: int) -> TermCounts:
        """The counts of the group of that place."""
    def totals(self) -> Table:
        """A row for each group: documents, missing ones, tokens, distinct terms."""
    def table(
        self,
        *,
        min_df: float,
        max_df: float | None,
        top: int | None,
    ) -> Table:
        """The terms of each group that meet the bounds, most used first, with their figures."""

@final
class Tokens:
    """The pieces of many documents, made when they are asked for: words, sentences or grapheme clusters."""

    @staticmethod
    def words(
        documents: Documents,
        *,
        punctuation: bool,
        lowercase: bool,
        keep: str | Sequence[str] | None,
        dictionary: bool,
        run: _Run,
    ) -> Tokens:
        """Words, and what else is asked for."""
    @staticmethod
    def sentences(
        documents: Documents,
        *,
        rules: str,
        run: _Run,
    ) -> Tokens:
        """Sentences."""
    @staticmethod
    def graphemes(documents: Documents, *, run: _Run) -> Tokens:
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
    def to_table(self, *, spans: bool) -> Table:
        """One row a document: id, metadata, and lists of tokens, and of starts, ends (code points) and kinds."""

def clean_documents(
    documents: Documents,
    *,
    evidence: Sequence[str],
    source: str | None,
    min_documents: int,
    min_share: float,
    run: _Run,
) -> Cleaned:
    """Marks the lines of documents that are a site's frame."""

def bm25_query(
    documents: Documents,
    query: Sequence[str],
    *,
    analyzer: Analyzer,
    bm25: Mapping[str, Any],
    top: int | None,
    run: _Run,
) -> Table:
    """Each document's score for the terms of a query by BM25."""

def bm25_weights(
    documents: Documents,
    *,
    analyzer: Analyzer,
    bm25: Mapping[str, Any],
    terms: Sequence[str] | None,
    top: int | None,
    run: _Run,
) -> Table:
    """Each document's heaviest terms by BM25: all, or those named."""

def bootstrap(
    documents: Documents,
    *,
    analyzer: Analyzer,
    statistic: str,
    terms: Sequence[str] | None,
    groups: Sequence[bool | None] | None,
    n: int,
    seed: int,
    confidence: float,
    top: int | None,
    run: _Run,
) -> Table:
    """Terms with a statistic, its standard error and intervals, by drawing documents anew."""

def count_collocations(
    documents: Documents,
    *,
    analyzer: Analyzer,
    nodes: Sequence[str] | None,
    window: tuple[int, int] | None,
    min_count: int,
    expected: str,
    stop_words: str | Sequence[str] | None,
    run: _Run,
) -> Collocations:
    """Counts which terms come together: in a window of (left, right) words, or in a sentence where there is none."""

def count_entities(
    documents: Documents,
    *,
    gazetteer: Gazetteer | None,
    builtin: bool | Sequence[str] | None,
    patterns: bool,
    recognizer: Recognizer | None,
    link: _LinkOptions | None,
    date: str | None,
    run: _Run,
) -> Entities:
    """Finds, links and counts the entities of documents."""

def count_features(
    documents: Documents,
    source: FeatureSource,
    *,
    run: _Run,
) -> FeatureCounts:
    """Counts the features of documents."""

def count_terms(
    source: Documents | Files,
    *,
    analyzer: Analyzer,
    weights: Sequence[float] | None,
    run: _Run,
) -> TermCounts:
    """Counts the terms of documents, made by an analyzer."""

def count_terms_by(
    source: Documents | Files,
    *,
    analyzer: Analyzer,
    by: str,
    every: str | None,
    run: _Run,
) -> GroupedCounts:
    """Counts the terms of each group of documents: those that have one value in a column, or one bin of time."""

def default_threads() -> int:
    """The number of threads that a call uses where it names none."""

def dispersion(
    documents: Documents,
    *,
    analyzer: Analyzer,
    groups: Sequence[int | None] | None,
    equal: int | None,
    min_count: int,
    run: _Run,
) -> Table:
    """Measures how evenly each term of documents is spread: over the documents, groups of them, or equal parts."""

def distinct_characters(documents: Documents) -> str:
    """The characters of all documents that are not ASCII, each once, in ascending order."""

def document_term_matrix(
    documents: Documents,
    *,
    analyzer: Analyzer,
    min_df: float,
    max_df: float | None,
    top: int | None,
    run: _Run,
) -> DocumentTermMatrix:
    """Counts the terms of each document, made by an analyzer."""

def found_entities(
    documents: Documents, found: str, own_labels: Sequence[str], link: _LinkOptions
) -> Entities:
    """Links and counts the mentions that `Entities.found` returned for the same documents, with its `own_labels`."""

def given_entities(
    documents: Documents,
    spans: Sequence[Sequence[tuple[int, int, str, str | None, float | None]]],
    *,
    longest: bool,
    link: _LinkOptions | None,
) -> Entities:
    """Links and counts the mentions that another program found: a list of spans for each document."""

def graphemes_of_text(text: str) -> list[str]:
    """The grapheme clusters of one text."""

def keyness(
    target: FrequencyList,
    reference: FrequencyList,
    *,
    measure: str,
    sort_by: str,
    correction: str | None,
    alpha: float,
    confidence: float,
    smoothing: float,
    min_count: int,
    top: int | None,
    run: _Run,
) -> Table:
    """Compares the counts of two corpora, term by term."""

def near_duplicates(
    documents: Documents,
    *,
    analyzer: Analyzer,
    threshold: float,
    min_recall: float,
    shingle: int,
    n_permutations: int,
    seed: int,
    run: _Run,
) -> Duplicates:
    """Finds documents that say nearly the same."""

def labels() -> list[tuple[str, str, str, bool, int, int, list[str]]]:
    """Returns the built-in labels in display order.

    Of each: name, singular, plural, whether it is a named entity, hue (degrees), saturation (percent), other names.
    """

def learn_phrases(
    documents: Documents,
    *,
    analyzer: Analyzer,
    min_count: int,
    threshold: float,
    scoring: str,
    connector_words: Sequence[str],
    delimiter: str,
    run: _Run,
) -> Phrases:
    """Learns which neighbouring words are a phrase."""

def hash_features(
    documents: Documents,
    source: FeatureSource,
    *,
    n_columns: int,
    alternate_sign: bool,
    binary: bool,
    norm: str | None,
    run: _Run,
) -> _Arrays:
    """Hashes the features of documents to columns."""

def link_rules() -> list[tuple[str, str, bool, bool]]:
    """Returns the link rules: name, meaning, whether it can be switched off, whether it is on by default."""

def normalize_text(text: str, steps: Sequence[str]) -> Normalized:
    """A text after the named steps."""

def rank_keyphrases(
    documents: Documents,
    *,
    config: KeyphraseConfig,
    background: TermCounts | None,
    run: _Run,
) -> Keyphrases:
    """The best phrases of each document."""

def rank_token_keyphrases(
    sentences: Sequence[Sequence[str]],
    *,
    config: KeyphraseConfig,
    background: TermCounts | None,
) -> Table:
    """The best phrases of tokens that others made, a list a sentence; places are numbers of tokens."""

def registries() -> list[str]:
    """The concepts that have a registry."""

def registry(concept: str) -> list[tuple[str, str]]:
    """The entries of a registry: name and description of each."""

def sentences_of_text(text: str, *, rules: str) -> list[str]:
    """The sentences of one text."""

def stemmers() -> list[tuple[str, str | None]]:
    """The stemmers: name, and ISO 639-1 code where the language has it, of each."""

def stop_word_languages() -> list[str]:
    """The languages that have a list of stop words, by ISO 639-1 code."""

def term_trends(
    documents: Documents,
    terms: Sequence[str],
    *,
    analyzer: Analyzer,
    date: str,
    every: str,
    smoothing: int | None,
    trend: bool,
    change: str | None,
    permutations: int,
    seed: int,
    correction: str | None,
    alpha: float,
    run: _Run,
) -> tuple[Table, Table, tuple[int, int, int]]:
    """A series of counts and rates for each term, its tests, and how many documents have no date, a bad or a coarse one."""

def tfidf_weights(
    documents: Documents,
    *,
    analyzer: Analyzer,
    smooth: bool,
    sublinear: bool,
    norm: str | None,
    top: int | None,
    run: _Run,
) -> Table:
    """Each document's heaviest terms by tf-idf."""

def tokenize_text(
    text: str,
    *,
    punctuation: bool,
    lowercase: bool,
    keep: str | Sequence[str] | None,
    dictionary: bool,
) -> list[str]:
    """The tokens of one text."""

def write_file(path: str | PathLike[str], data: bytes) -> None:
    """Writes bytes to a file, whole or not at all."""
