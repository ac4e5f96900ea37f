"""The compiled core of lexicount. Use the package `lexicount`, which wraps it."""

from collections.abc import Callable, Mapping, Sequence, Set
from os import PathLike
from typing import Any, Final, TypeAlias, final

__all__ = [
    "Analyzer",
    "Batches",
    "Casualties",
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
    "Incidents",
    "KeyphraseConfig",
    "Keyphrases",
    "Network",
    "Normalized",
    "Numbers",
    "Phrases",
    "Query",
    "Quotes",
    "Recognizer",
    "Table",
    "TermCounts",
    "Tokens",
    "__version__",
    "bm25_query",
    "bm25_weights",
    "bootstrap",
    "clean_documents",
    "conll_documents",
    "count_casualties",
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
    "is_like_path",
    "is_table_stream",
    "keyness",
    "labels",
    "language_name",
    "language_table",
    "learn_phrases",
    "link_rules",
    "near_duplicates",
    "normalize_text",
    "possessive_parts",
    "rank_keyphrases",
    "rank_token_keyphrases",
    "registries",
    "registry",
    "sentences_of_text",
    "stemmers",
    "steps_for_language",
    "stop_word_languages",
    "stop_words",
    "stop_words_for_language",
    "term_trends",
    "tfidf_weights",
    "tokenize_text",
    "write_file",
]

__version__: Final[str]

_Run: TypeAlias = tuple[int | None, Callable[[int, int], object] | None]
_Wanted: TypeAlias = tuple[list[str] | None, list[str] | None, list[str] | None, list[str] | None]
_LinkForm: TypeAlias = str | tuple[str, list[str] | None, list[str] | None]
_LinkOptions: TypeAlias = tuple[
    list[str], list[tuple[str, list[_LinkForm]]], list[tuple[str, _LinkForm]]
]
_Conll: TypeAlias = tuple[str, str | None]
_Arrays: TypeAlias = tuple[Numbers, Numbers, Numbers]
_Rules: TypeAlias = tuple[str, Sequence[str], str]
_Weights: TypeAlias = tuple[bytes | None, str | None] | None

@final
class Analyzer:
    """How terms are made from text."""

    __hash__: None  # type: ignore[assignment]
    def __new__(
        cls,
        *,
        language: str,
        normalize: Sequence[str],
        punctuation: bool,
        keep: str | Sequence[str] | None,
        protect: Sequence[str],
        dictionary: bool,
        stop_words: str | Sequence[str] | Set[str] | None,
        stemmer: str | None,
        phrases: Sequence[Phrases],
        ngram_range: tuple[int, int],
        skip: int,
        char_ngrams: tuple[int, int] | None,
        within_words: bool,
        cross_sentences: bool,
        words: str,
        sentences: str,
    ) -> Analyzer: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @staticmethod
    def from_json(json: str) -> Analyzer:
        """Reads an analyzer from a JSON object."""
    def to_json(self) -> str:
        """Returns the analyzer as JSON."""
    def terms(self, text: str) -> list[str]:
        """Returns the terms of one text."""
    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """Returns the terms of one text, each with the start and end of its source in code points."""
    def describe(self) -> str:
        """Returns a description of one line."""
    @property
    def tokenizer(self) -> tuple[bool, list[str], bool, str]:
        """The tokenizer: whether punctuation is kept, the protected tokens, whether dictionaries are used, the rules."""
    @property
    def protect(self) -> list[str]:
        """The protected terms."""
    @property
    def sentences(self) -> str:
        """The name of the sentence rules."""
    @property
    def steps(self) -> list[str]:
        """The names of the normalisation steps."""
    @property
    def stop_words(self) -> str | tuple[str, ...] | frozenset[str] | None:
        """The stop words: None, the code of a language, or words and codes of languages; a set holds words only."""
    @property
    def stemmer(self) -> str | None:
        """The name of the stemmer, "auto" or None."""
    @property
    def language(self) -> str:
        """The code of the language of the texts, or "auto"."""
    @property
    def is_automatic(self) -> bool:
        """Whether the terms of a document depend on its language."""
    def for_words(self, what: str) -> Analyzer:
        """Returns the analyzer for words that are not part of a document."""
    @property
    def phrases(self) -> list[Phrases]:
        """The sets of phrases to join, in order."""
    @property
    def grams(self) -> tuple[str, int, int, int]:
        """The n-grams: unit (word, char, `char_wb`), minimum and maximum n, skip."""
    @property
    def cross_sentences(self) -> bool:
        """Whether n-grams cross sentence boundaries."""

@final
class Batches:
    """The documents of files in batches, each read when it is asked for."""

    def __iter__(self) -> Batches: ...
    def __next__(self) -> Documents: ...

@final
class Cleaned:
    """The boilerplate lines of documents, with the evidence."""

    def __len__(self) -> int: ...
    def documents(self) -> Documents:
        """Returns the documents; counts skip their boilerplate lines."""
    def cut(self) -> Cut:
        """Returns the documents without their boilerplate lines."""
    def table(self) -> Table:
        """Returns one row per boilerplate line."""
    def size(self) -> tuple[int, int, int]:
        """The number of boilerplate lines, of documents that have one, and of bytes of these lines."""

@final
class Cut:
    """Documents without their boilerplate lines, with a map of offsets to the raw texts."""

    @property
    def documents(self) -> Documents:
        """The documents."""
    def raw_span(self, index: int, start: int, end: int) -> tuple[int, int]:
        """Returns the span of the raw text for a span of document number `index`, in code points."""

@final
class Collocations:
    """Pairs of co-occurring terms with their counts."""

    @property
    def n_seen(self) -> int:
        """The number of distinct pairs, including those below the minimum count."""
    @property
    def n_tokens(self) -> int:
        """The number of tokens read."""
    @property
    def n_documents(self) -> int:
        """The number of documents, including missing ones."""
    def table(self, *, measure: str, min_count: int, top: int | None) -> Table:
        """Returns the pairs of at least the minimum count, highest by a measure first, with their counts and all measures."""
    def n_pairs(self, min_count: int) -> int:
        """Returns the number of pairs of at least this count."""

@final
class Concordance:
    """Hits in documents, with their lines."""

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
        """Finds the hits of a query, in order of document and position."""
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
        """Creates a concordance of known spans: document index, start and end in code points."""
    def __len__(self) -> int: ...
    @property
    def documents(self) -> Documents:
        """The documents."""
    @property
    def view(self) -> tuple[int, bool, bool]:
        """The context: words or code points on each side, whether these are code points, whether the sentence is shown."""
    def with_view(self, window: int, characters: bool, sentence: bool) -> Concordance:
        """Returns the same hits with another context."""
    def take(self, start: int, step: int, count: int) -> Concordance:
        """Returns `n` hits from `start` with a distance of `step`."""
    def take_all(self, places: Sequence[int]) -> Concordance:
        """Returns the hits with these indices, in ascending order."""
    def sorted(self, keys: Sequence[str], run: _Run) -> Concordance:
        """Returns the hits sorted by keys such as L1, R2 and keyword."""
    def filtered(
        self,
        query: Query,
        *,
        within: str,
        exclude: bool,
        run: _Run,
    ) -> Concordance:
        """Returns the hits with a query in a part of their context, or without it."""
    def sampled(self, n: int, seed: int) -> Concordance:
        """Returns a random sample of at most `n` hits."""
    def counts(self) -> Table:
        """Returns the number of hits by document."""
    def counts_by(self, columns: Sequence[str], *, every: str | None) -> Table:
        """Returns the number of hits in each group of documents."""
    @property
    def n_documents(self) -> int:
        """The number of documents with hits."""
    def table(self, start: int, stop: int, *, metadata: bool) -> Table:
        """Returns the lines of the hits from `start` to `stop`."""

@final
class ColumnTerms:
    """Terms and their columns, in order of first occurrence."""

    def __len__(self) -> int: ...
    def names(self) -> list[str]:
        """Returns the terms in order of column."""
    def terms(self) -> list[str]:
        """Returns the terms in order of first occurrence."""
    def columns(self) -> Numbers:
        """Returns the columns of the terms, in order of first occurrence."""
    def to_dict(self) -> dict[str, int]:
        """Returns the column of each term."""

@final
class DocumentTermMatrix:
    """The counts of each term in each document."""

    @property
    def shape(self) -> tuple[int, int]:
        """The number of documents and the number of terms."""
    @property
    def n_counts(self) -> int:
        """The number of counts that are not 0."""
    def terms(self) -> list[str]:
        """Returns the terms in order of column."""
    def arrays(self) -> _Arrays:
        """Returns a copy of the arrays of the sparse matrix: values, column indices, row starts."""
    def table(self) -> Table:
        """Returns a row for each term of each document: id, metadata, term, count."""

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
    def take(self, rows: Sequence[int]) -> Documents:
        """Returns the documents at these indices, in their order; texts are shared."""
    def sample(self, n: int, seed: int) -> list[int]:
        """Returns the indices of a random sample of at most `n` documents."""
    @staticmethod
    def joined(
        parts: Sequence[Documents], ids: Sequence[Any], metadata: Mapping[str, Sequence[Any]]
    ) -> Documents:
        """Returns the texts of all documents with what they skip, with these ids and metadata; texts are shared."""
    @staticmethod
    def of_columns(columns: Sequence[Any]) -> Documents:
        """Returns documents whose texts are those of the same row of several columns, joined by a blank line."""
    def with_columns(
        self, ids: Sequence[Any] | None, metadata: Mapping[str, Sequence[Any]] | None
    ) -> Documents:
        """Returns the same documents with other ids or metadata."""
    @property
    def day_first(self) -> bool | None:
        """Returns whether day or month comes first in dates such as 03/04/2024; None if they are not read."""
    def with_day_first(self, day_first: bool | None) -> Documents:
        """Returns the same documents, where day or month comes first in dates such as 03/04/2024."""
    def time_bins(
        self, column: str, every: str | None
    ) -> tuple[list[tuple[str, int, int] | None], dict[str, int]]:
        """Returns the time bin of each document, as length, number and first day, and the documents without one, by reason."""
    def groups(
        self, columns: Sequence[str], *, every: str | None
    ) -> tuple[Table, list[list[int]], dict[str, int]]:
        """Returns the values of each group of documents, the indices of its documents, and those without a time bin."""
    @property
    def ids(self) -> list[int | str]:
        """The ids, in order."""
    @property
    def missing(self) -> int:
        """The number of missing documents."""
    @property
    def n_bytes(self) -> int:
        """The bytes of all texts in UTF-8."""
    def languages(self, *, run: _Run) -> list[str | None]:
        """The code of the language of each document, or None where it is unknown."""
    def batches(self, n_bytes: int) -> list[Documents]:
        """The same documents in batches that end with the document that brings them to `n_bytes` of text."""
    def metadata(self) -> Table:
        """The metadata alone, a column each."""
    def to_table(self) -> Table:
        """Ids, metadata and texts."""

@final
class Duplicates:
    """Clusters of near-duplicate documents."""

    def __len__(self) -> int: ...
    def clusters(self) -> list[list[int]]:
        """Returns the document indices of each cluster."""
    def labels(self) -> list[int | None]:
        """Returns for each document the index of its cluster, or None."""
    def weights(self, how: str) -> list[float]:
        """Returns the weight of each document, by the rule "once" or "share"."""
    def recall(self, similarity: float) -> float:
        """Returns the probability that two documents of a given similarity were compared."""
    @property
    def bands(self) -> tuple[int, int]:
        """The number of bands, and of rows per band."""
    def table(self) -> Table:
        """Returns one row per document of a cluster."""

@final
class Casualties:
    """The casualty figures of documents."""

    def __len__(self) -> int: ...
    @property
    def n_unread(self) -> int:
        """Returns the number of documents in a language whose figures are not read."""
    def table(self, wanted: _Wanted, *, largest: bool) -> Table:
        """Returns the wanted figures in order of document and position; with `largest`, the largest first."""
    def incidents(
        self,
        *,
        join: bool,
        days: int,
        together: Sequence[tuple[int, int]],
        apart: Sequence[tuple[int, int]],
        run: _Run,
    ) -> Incidents:
        """Finds the events of the documents and joins those that are one incident; `together` and `apart` are pairs of events."""
    def totals(self) -> Table:
        """Returns the total of each outcome in each document."""
    def concordance(
        self,
        wanted: _Wanted,
        *,
        analyzer: Analyzer,
        window: int,
        characters: bool,
        sentence: bool,
    ) -> Concordance:
        """Returns the wanted figures with their context, in order of document and position."""

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
    def structure(self) -> Table:
        """Returns a row for each document: headline, byline, dateline, numbers of paragraphs and sentences."""
    def quotes(self, *, run: _Run) -> Quotes:
        """Finds what is said in the documents, and which entities say it."""
    def merges(self) -> Table:
        """Returns which surface forms were linked to each entity, with the link rule and the evidence."""
    def languages(self) -> Table:
        """Returns how documents were read: language, documents, mentions, sources."""
    def sources(self) -> Table:
        """Returns the language of each document and the sources that read it."""
    def raw(self) -> Table:
        """Returns the surface forms in the texts, with the entity that each was linked to."""
    @property
    def link(self) -> _LinkOptions:
        """Returns how mentions are linked: names of rules, (name, aliases) of the user, pairs to keep apart."""
    @property
    def date(self) -> str | None:
        """Returns the column of dates that "yesterday" is resolved against, if there is one."""
    @property
    def undated(self) -> dict[str, int]:
        """Returns the numbers of documents whose date is not known, by reason; all 0 if there is no column of dates."""
    def relinked(self, link: _LinkOptions) -> Entities:
        """Links the same mentions in another way."""
    def found(self) -> str:
        """Returns the mentions of each document before linking, as JSON."""
    def by(self, columns: Sequence[str], *, every: str | None, run: _Run) -> GroupedEntities:
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
        options: Mapping[str, Any],
    ) -> Files: ...
    @staticmethod
    def of_bytes(name: str, content: bytes, *, options: Mapping[str, Any]) -> Files:
        """Bytes in memory as the content of one file."""
    def __len__(self) -> int: ...
    @property
    def n_bytes(self) -> int:
        """The bytes of all files, packed as they are."""
    def skipped(self) -> list[tuple[str, int | None, str]]:
        """What is left out: path, line and reason of each; files are read if it is not known yet."""
    @property
    def n_skipped(self) -> int:
        """The number of files and lines that are known to be left out."""
    def without_boilerplate(self) -> Files:
        """The same files, skipping the boilerplate of their documents."""
    @property
    def day_first(self) -> bool | None:
        """Returns whether day or month comes first in dates such as 03/04/2024; None if they are not read."""
    def with_day_first(self, day_first: bool | None) -> Files:
        """Returns the same files, where day or month comes first in dates such as 03/04/2024."""
    def read(self) -> Documents:
        """All documents."""
    def batches(self, n_bytes: int) -> Batches:
        """The documents in batches that end with the document that brings them to `n_bytes`, from the beginning."""

@final
class FrequencyList:
    """Terms with their counts and the size of their corpus."""

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
        """Creates counts from a list of terms and counts; terms are normalised by the analyzer."""
    @property
    def total(self) -> int:
        """The total number of words."""

@final
class FeatureCounts:
    """The features of documents with their counts."""

    def __len__(self) -> int: ...
    def document_frequencies(self) -> Numbers:
        """Returns the document frequency of each term, in order of first occurrence."""
    def totals(self) -> Numbers:
        """Returns the total count of each term, in order of first occurrence."""
    def select(self, kept: bytes | None) -> ColumnTerms:
        """Selects the terms that have a column: all, or those whose byte in `kept` is not 0."""
    def matrix(self, *, binary: bool, weights: _Weights, run: _Run) -> _Arrays:
        """Returns the matrix of the selected terms: counts, or weights if `weights` is given."""

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
        """Runs of word characters of a minimum length, joined to n-grams."""
    @staticmethod
    def characters(
        rules: _Rules, *, lowercase: bool, within_words: bool, ngram_range: tuple[int, int]
    ) -> FeatureSource:
        """N-grams of characters."""
    @staticmethod
    def analyzer(analyzer: Analyzer) -> FeatureSource:
        """The terms of an analyzer."""

@final
class FixedTerms:
    """A vocabulary: terms with a column each, counted in any documents."""

    def __new__(
        cls, source: FeatureSource, terms: Sequence[str], columns: Sequence[int]
    ) -> FixedTerms: ...
    @staticmethod
    def of(source: FeatureSource, terms: ColumnTerms) -> FixedTerms:
        """Returns the terms of the selected columns."""
    def matrix(
        self,
        documents: Documents,
        source: FeatureSource,
        *,
        binary: bool,
        weights: _Weights,
        run: _Run,
    ) -> _Arrays:
        """Returns the matrix of documents: counts, or weights if `weights` is given."""

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
class Incidents:
    """The incidents of documents."""

    def __len__(self) -> int: ...
    @property
    def n_events(self) -> int:
        """Returns the number of events."""
    def table(self, *, largest: bool) -> Table:
        """Returns the incidents, in order of their first event; with `largest`, those with most dead first."""
    def events(self) -> Table:
        """Returns the events, in order of document."""
    def joins(self) -> Table:
        """Returns the joins of events, with their reasons."""
    def revisions(self) -> Table:
        """Returns what each document says of each outcome of an incident."""
    def shares(self) -> Table:
        """Returns the numbers of each incident by outcome, side and class of victims."""
    def figures(self) -> Table:
        """Returns the figures with the number of their incident."""

@final
class KeyphraseConfig:
    """The options of keyphrase extraction."""

    def __new__(
        cls,
        *,
        method: str,
        top: int | None,
        language: str | None,
        stop_words: str | Sequence[str] | Set[str] | None,
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
    """The keyphrases of documents and their occurrences."""

    def __len__(self) -> int: ...
    @property
    def documents(self) -> Documents:
        """The documents."""
    def table(self) -> Table:
        """Returns the phrases of all documents, in order of document, best first."""
    def of_document(self, index: int) -> list[tuple[str, float]]:
        """Returns text and score of each phrase of document number `index`, best first."""
    def mentions(self, *, index: int | None, keyphrase: str | None) -> Table:
        """Returns the occurrences of the phrases: of all documents or number `index`, of all phrases or of `keyphrase`."""
    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """Returns the occurrences in document number `index`, in order: start, end (code points), phrase."""

@final
class GroupedEntities:
    """Entities counted by group of documents."""

    @property
    def by(self) -> list[str]:
        """Returns the columns that documents are grouped by."""
    @property
    def date(self) -> int | None:
        """Returns the index of the column whose dates are put into time bins."""
    @property
    def every(self) -> str | None:
        """Returns the time bins, if there are any."""
    @property
    def undated(self) -> dict[str, int]:
        """Returns the numbers of documents without a time bin, by reason."""
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
    def by(self, columns: Sequence[str], *, every: str | None, run: _Run) -> Table:
        """Returns the pairs in each group of documents."""
    def evidence(self, source: int, target: int) -> Table:
        """Returns the passages behind the count of a pair of entities."""

@final
class Normalized:
    """A normalised text with a map of offsets to its source."""

    @property
    def text(self) -> str:
        """The text."""
    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Returns the span of the source, in code points, for a span of the text."""

@final
class Phrases:
    """Phrases with their counts and scores."""

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __len__(self) -> int: ...
    @staticmethod
    def from_json(json: str) -> Phrases:
        """Reads phrases from a JSON object."""
    def to_json(self) -> str:
        """Returns the phrases as JSON."""
    @property
    def delimiter(self) -> str:
        """What joins the words of a phrase."""
    @property
    def connector_words(self) -> list[str]:
        """The connector words."""
    def words(self) -> list[list[str]]:
        """Returns the words of each phrase, highest score first."""
    def table(self, top: int | None) -> Table:
        """Returns the phrases with their counts and scores, highest first."""

@final
class Quotes:
    """What is said in documents, and by whom."""

    def __len__(self) -> int: ...
    def table(self) -> Table:
        """Returns a row for each quote: words, kind, speaker, cue, entity."""
    def speakers(self) -> Table:
        """Returns a row for each entity that speaks, the most quoted first."""

@final
class Recognizer:
    """A trained recogniser of names."""

    @staticmethod
    def builtin() -> Recognizer:
        """Returns the built-in model."""
    @staticmethod
    def train(
        sets: Sequence[tuple[_Conll, float, Sequence[str], int]],
        *,
        dev: Sequence[_Conll] | None,
        lexicon: tuple[str, str, str] | None,
        suppressed_labels: Sequence[str],
        epochs: int,
        learning_rate: float,
        dropout: float,
        min_count: int,
        least_weight: float,
        case_augmentation: bool,
        report: Callable[[int, float], object] | None,
        run: _Run,
    ) -> Recognizer:
        """Trains a model on sets of (`CoNLL` text, weight, labels that may be missing, annotation scheme), and calibrates it on `dev`.

        A text has the name of its file, which errors show, or None.

        `lexicon` is None for the lexicon of the built-in model, or three tables for `Lexicon::from_tables`; empty tables
        mean no lexicon. `report` is called with the index of each epoch and its loss.
        """
    @property
    def labels(self) -> list[str]:
        """The labels that the model emits."""
    @property
    def n_features(self) -> int:
        """The number of features that have a weight."""
    def evaluate(self, conll: Sequence[_Conll], *, run: _Run) -> tuple[Table, Table]:
        """Evaluates the model on `CoNLL` texts, each with the name of its file or None; returns a table of scores by label and in total, and a reliability table of confidences."""
    def to_bytes(self) -> bytes:
        """Returns the model as bytes."""
    @staticmethod
    def from_bytes(bytes: bytes) -> Recognizer:
        """Reads the output of `to_bytes`."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the model to a file."""
    @staticmethod
    def load(path: str | PathLike[str]) -> Recognizer:
        """Reads a file written by `save`."""

@final
class Query:
    """The query: words or a regular expression."""

    @staticmethod
    def words(words: Sequence[str], analyzer: Analyzer) -> Query:
        """Words, analysed like the text, with `*` for any characters of a word."""
    @staticmethod
    def regex(pattern: str, case_sensitive: bool) -> Query:
        """A regular expression."""

@final
class Numbers:
    """Numbers that `NumPy` reads in place."""

    def __len__(self) -> int: ...
    @property
    def __array_interface__(self) -> dict[str, Any]:
        """The address, length and type of the numbers, as defined by `NumPy`'s array interface."""

@final
class Table:
    """Named columns of plain values, all of one length."""

    def __new__(cls, columns: Mapping[str, Sequence[Any]]) -> Table:
        """Creates a table of lists by name, all of one length."""
    @staticmethod
    def stacked(keys: Table, tables: Sequence[Table]) -> Table:
        """Returns the rows of tables of the same columns, one table after another, after the row of `keys` of each table."""
    __hash__: None  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    def column(self, name: str) -> list[Any]:
        """Returns the values of a column."""
    def to_dict(self) -> dict[str, list[Any]]:
        """Returns the columns as lists, by name."""
    def to_json(self, *, lines: bool) -> str:
        """Returns the rows as JSON: one array of objects, or one object per line."""
    def head(self, n: int) -> Table:
        """Returns the first rows."""
    def select(self, names: Sequence[str]) -> Table:
        """Returns a table of these columns, in this order."""
    def take(self, rows: Sequence[int]) -> Table:
        """Returns the rows with these indices, in this order."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Returns the rows as an Arrow stream of one batch; no column is copied."""

@final
class TermCounts:
    """Counts and document frequencies of terms."""

    __hash__: None  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    @staticmethod
    def from_bytes(data: bytes) -> TermCounts:
        """Reads the output of `to_bytes`."""
    @staticmethod
    def load(path: str | PathLike[str]) -> TermCounts:
        """Reads a file written by `save`."""
    def to_bytes(self) -> bytes:
        """Returns the counts as bytes."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the counts to a file."""
    def languages(self) -> Table:
        """Returns how documents were read in each language, if their terms depend on it."""
    def merged(self, other: TermCounts) -> TermCounts:
        """Returns the sum of these counts and those of other documents."""
    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
    def count(self, term: str) -> Any:
        """Returns the count of a term."""
    def document_frequency(self, term: str) -> Any:
        """Returns the document frequency of a term."""
    @property
    def n_terms(self) -> int:
        """The number of distinct terms."""
    @property
    def n_tokens(self) -> Any:
        """The number of tokens read."""
    @property
    def n_documents(self) -> Any:
        """The number of documents, including missing ones."""
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
        """Returns the terms within the bounds, most frequent first, with their counts."""

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
        """Reads the output of `to_bytes`."""
    @staticmethod
    def load(path: str | PathLike[str]) -> GroupedCounts:
        """Reads a file written by `save`."""
    def to_bytes(self) -> bytes:
        """Returns the counts as bytes."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes the counts to a file."""
    def languages(self) -> Table:
        """Returns how documents were read in each language, if their terms depend on it."""
    def merged(self, other: GroupedCounts) -> GroupedCounts:
        """Returns the sum of these counts and those of other documents."""
    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that made the terms."""
    @property
    def by(self) -> list[str]:
        """The columns by which documents are grouped."""
    @property
    def date(self) -> int | None:
        """The index of the column whose dates are put into time bins."""
    @property
    def every(self) -> str | None:
        """The time bins for the dates of the column."""
    @property
    def undated(self) -> dict[str, int]:
        """Returns the numbers of documents without a time bin, by reason."""
    def counts(self, place: int) -> TermCounts:
        """Returns the counts of the group with an index."""
    def totals(self) -> Table:
        """Returns a row for each group: documents, missing documents, tokens, distinct terms."""
    def table(
        self,
        *,
        min_df: float,
        max_df: float | None,
        top: int | None,
    ) -> Table:
        """Returns the terms of each group within the bounds, most frequent first, with their counts."""

@final
class Tokens:
    """The segments of documents, computed on access: words, sentences or grapheme clusters."""

    @staticmethod
    def words(
        documents: Documents,
        *,
        punctuation: bool,
        lowercase: bool,
        keep: str | Sequence[str] | None,
        protect: Sequence[str],
        dictionary: bool,
        rules: str,
        run: _Run,
    ) -> Tokens:
        """Segments documents into words and other requested tokens."""
    @staticmethod
    def sentences(
        documents: Documents,
        *,
        rules: str,
        language: str,
        run: _Run,
    ) -> Tokens:
        """Sentences."""
    @staticmethod
    def graphemes(documents: Documents, *, run: _Run) -> Tokens:
        """Grapheme clusters."""
    def __len__(self) -> int: ...
    def at(self, index: int) -> list[str]:
        """Returns the tokens of document number `index`; none if it is missing."""
    def spans(self, index: int) -> list[tuple[int, int, str]]:
        """Returns start, end (code points) and kind of each token of document number `index`."""
    def to_list(self) -> list[list[str]]:
        """Returns the tokens of all documents, one list per document."""
    def counts(self) -> list[int]:
        """Returns the number of tokens of each document."""
    def to_table(self, *, spans: bool) -> Table:
        """Returns one row per document: id, metadata, and lists of tokens, starts, ends (code points) and kinds."""

def clean_documents(
    documents: Documents,
    *,
    evidence: Sequence[str],
    source: str | None,
    language: str,
    min_documents: int,
    min_share: float,
    run: _Run,
) -> Cleaned:
    """Finds the boilerplate lines of documents."""

def bm25_query(
    documents: Documents,
    query: Sequence[str],
    *,
    analyzer: Analyzer,
    bm25: Mapping[str, Any],
    top: int | None,
    run: _Run,
) -> Table:
    """Returns the BM25 score of each document for the terms of a query."""

def bm25_weights(
    documents: Documents,
    *,
    analyzer: Analyzer,
    bm25: Mapping[str, Any],
    terms: Sequence[str] | None,
    top: int | None,
    run: _Run,
) -> Table:
    """Returns the terms with the highest BM25 weights in each document: of all terms, or of those given."""

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
    """Returns a statistic of terms with its standard error and intervals, by resampling documents."""

def count_collocations(
    documents: Documents,
    *,
    analyzer: Analyzer,
    nodes: Sequence[str] | None,
    window: tuple[int, int] | None,
    min_count: int,
    expected: str,
    stop_words: str | Sequence[str] | Set[str] | None,
    run: _Run,
) -> Collocations:
    """Counts co-occurrences of terms: in a window of (left, right) words, or in sentences if there is none."""

def count_casualties(entities: Entities, *, run: _Run) -> Casualties:
    """Finds the casualty figures of the documents that entities were counted in."""

def count_entities(
    documents: Documents,
    *,
    gazetteer: Gazetteer | None,
    builtin: bool | Sequence[str] | None,
    patterns: bool,
    recognizer: Recognizer | None,
    language: str | None,
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
    by: Sequence[str],
    every: str | None,
    run: _Run,
) -> GroupedCounts:
    """Counts the terms of each group of documents: those with the same value in a column, or in the same time bin."""

def default_threads() -> int:
    """The number of threads that a call uses by default."""

def dispersion(
    documents: Documents,
    *,
    analyzer: Analyzer,
    groups: Sequence[int | None] | None,
    equal: int | None,
    min_count: int,
    run: _Run,
) -> Table:
    """Measures how evenly each term is distributed over documents, groups of documents, or parts of equal size."""

def distinct_characters(documents: Documents) -> str:
    """Returns the distinct non-ASCII characters of all documents, in ascending order."""

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
    documents: Documents,
    found: str,
    own_labels: Sequence[str],
    link: _LinkOptions,
    date: str | None,
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
    """Returns the grapheme clusters of one text."""

def is_table_stream(capsule: object) -> bool:
    """Returns whether the stream of an Arrow capsule holds tables rather than arrays."""

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

def language_name(code: str) -> str:
    """The English name of a language, or its code if the name is not known."""

def language_table() -> Table:
    """Returns a table of what each language has."""

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
    """Finds near-duplicate documents."""

def conll_documents(
    text: str,
) -> list[list[tuple[list[str], list[tuple[int, int, str]]]]]:
    """Returns the documents of `CoNLL` text, each a list of sentences: words, and names as first word, end word, label."""

def possessive_parts(word: str) -> list[str]:
    """Returns the parts of a word that corpora have as words of their own: the word, and its possessive endings."""

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
    """Learns which adjacent words form phrases."""

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
    """Normalises a text by the given steps."""

def rank_keyphrases(
    documents: Documents,
    *,
    config: KeyphraseConfig,
    background: TermCounts | None,
    run: _Run,
) -> Keyphrases:
    """Extracts the best phrases of each document."""

def rank_token_keyphrases(
    sentences: Sequence[Sequence[str]],
    *,
    config: KeyphraseConfig,
    background: TermCounts | None,
) -> Table:
    """Extracts the best phrases of given tokens, one list per sentence; offsets are token indices."""

def is_like_path(text: str) -> bool:
    """Whether a text is probably meant as a path."""

def registries() -> list[str]:
    """Returns the concepts that have a registry."""

def registry(concept: str) -> list[tuple[str, str]]:
    """Returns the name and description of each entry of a registry."""

def sentences_of_text(text: str, *, rules: str, language: str) -> list[str]:
    """Returns the sentences of one text."""

def stemmers() -> list[tuple[str, str | None]]:
    """Returns the name of each stemmer, and the ISO 639-1 code of its language if there is one."""

def stop_word_languages() -> list[str]:
    """Returns the languages that have a stop-word list, by ISO 639-1 code."""

def steps_for_language(language: str) -> list[str]:
    """Returns the normalisation steps for a language, after case folding."""

def stop_words(language: str) -> list[str]:
    """Returns the built-in stop words of a language."""

def stop_words_for_language(language: str) -> str | None:
    """Returns the name of the stop-word list for a language, "auto" included; None if there is none."""

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
) -> tuple[Table, Table, dict[str, int]]:
    """Returns a series of counts and rates for each term, its tests, and the numbers of documents without a time bin."""

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
    """Returns the terms with the highest tf-idf weights in each document."""

def tokenize_text(
    text: str,
    *,
    punctuation: bool,
    lowercase: bool,
    keep: str | Sequence[str] | None,
    protect: Sequence[str],
    dictionary: bool,
    rules: str,
) -> list[str]:
    """Returns the tokens of one text."""

def write_file(path: str | PathLike[str], data: bytes) -> None:
    """Writes bytes to a file, whole or not at all."""
