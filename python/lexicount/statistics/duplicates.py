"""Near-duplicates: documents with nearly the same text."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_integer
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents, Texts

__all__ = ["Duplicates", "near_duplicates"]


class Duplicates(Result):
    """Clusters of near-duplicate documents, with one row per document of a cluster.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["It rained all day.", "The sun shone.", "it rained all day", None]
    >>> duplicates = lc.near_duplicates(texts)
    >>> duplicates
    Duplicates(1 cluster of 2 of 4 documents)
    >>> duplicates.clusters, duplicates.labels
    ([[0, 2]], [0, None, 0, None])
    """

    def __init__(self, core: _core.Duplicates, docs: Documents) -> None:
        self._core = core
        self._documents = docs

    def __len__(self) -> int:
        return len(self._table())

    @property
    def n_clusters(self) -> int:
        """The number of clusters of two or more documents."""
        return len(self._core)

    @property
    def clusters(self) -> list[list[int]]:
        """The document indices of each cluster, in order of the first document."""
        return self._core.clusters()

    @property
    def labels(self) -> list[int | None]:
        """The cluster number of each document; None for a unique document."""
        return self._core.labels()

    @property
    def bands(self) -> tuple[int, int]:
        """The number of bands of a signature, and of rows per band."""
        return self._core.bands

    def weights(self, how: str = "once") -> list[float]:
        """Return weights of documents that count each cluster once.

        Parameters
        ----------
        how : {"once", "share"}
            ``"once"``: the first document of a cluster counts 1, the others 0. ``"share"``: each
            document counts 1/n, where n is the size of its cluster.

        Returns
        -------
        list of float
            One weight per document, including missing ones; 1.0 for a unique document. The sum is
            the number of documents without copies.

        Raises
        ------
        ConfigError
            If `how` is something else.

        Examples
        --------
        >>> import lexicount as lc
        >>> duplicates = lc.near_duplicates(["It rained.", "It rained.", "It snowed."])
        >>> duplicates.weights(), duplicates.weights("share")
        ([1.0, 0.0, 1.0], [0.5, 0.5, 1.0])
        """
        return self._core.weights(how)

    def recall(self, similarity: float) -> float:
        """Return the probability that two documents with a given resemblance were compared.

        Parameters
        ----------
        similarity : float
            The Jaccard coefficient of their shingles.

        Returns
        -------
        float
            ``1 - (1 - similarity**r)**b`` for ``b`` bands of ``r`` rows.

        Raises
        ------
        ConfigError
            If `similarity` is not between 0.0 and 1.0.

        Examples
        --------
        >>> import lexicount as lc
        >>> duplicates = lc.near_duplicates(["It rained."])
        >>> duplicates.bands, [round(duplicates.recall(s), 4) for s in (0.5, 0.8, 0.9)]
        ((21, 6), [0.2816, 0.9983, 1.0])
        """
        if not 0 <= similarity <= 1:
            raise ConfigError(f"similarity={similarity!r}: use a number between 0.0 and 1.0")
        return self._core.recall(similarity)

    def _table(self) -> _core.Table:
        return self._core.table()

    def _summary(self) -> str:
        n_clusters = len(self._core)
        clusters = "1 cluster" if n_clusters == 1 else f"{n_clusters:,} clusters"
        return f"{clusters} of {len(self):,} of {len(self._documents):,} documents"


def near_duplicates(
    texts: Texts,
    *,
    threshold: float = 0.8,
    min_recall: float = 0.99,
    shingle: int = 5,
    n_permutations: int = 128,
    seed: int = 1,
    analyzer: Analyzer | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Duplicates:
    """Find near-duplicates: copies, reprints and versions of the same text.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    threshold : float
        The minimum resemblance of two documents, above 0 and up to 1.
    min_recall : float
        Two documents with that resemblance are found with at least this probability, if
        `n_permutations` suffices; more similar ones with a higher probability.
    shingle : int
        The number of terms in a shingle; a shorter document is one shingle.
    n_permutations : int
        The length of a signature, 1 to 4096. Longer signatures cost more and reduce needless
        comparisons.
    seed : int
        The seed of the permutations, 0 or more.
    analyzer : Analyzer, optional
        How terms are made from text; by default single case-folded words.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the amount done and the total.

    Returns
    -------
    Duplicates
        Columns: ``document`` and metadata; ``cluster``, numbered from 0 in order of the first
        document; ``size``, the number of documents in the cluster; ``similarity`` to its first
        document; ``representative``, the id of that document. Unique documents have no row.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    The resemblance of two documents is the Jaccard coefficient of their sets of shingles,
    ``J(A, B) = |A & B| / |A | B|`` (A. Z. Broder, *On the resemblance and containment of
    documents*, 1997). A signature of `n_permutations` least hashes stands for each document, made
    by O. Ertl's SuperMinHash (2017), so that two agree in a position with probability ``J``. It
    is split into ``b`` bands of ``r`` rows, and documents that agree in a whole band are compared
    by their shingles. There are no false positives, and two documents with resemblance ``s`` are
    compared with probability ``1 - (1 - s**r)**b``; ``r`` is the largest value for which this is at
    least `min_recall` at the threshold, or 1 (:meth:`Duplicates.recall`). Documents with equal
    terms are always found. A document without terms is never a duplicate.

    Clusters are connected components, so two documents of a cluster may resemble each other less
    than the threshold; see ``similarity``.

    Linear in the length of the texts, and in `n_permutations` for each document, apart from the
    comparison of similar documents. Of many texts made from one template, only those are compared
    that share one of their rarest shingles, so they cost little more. Memory: 8 bytes per token,
    4 bytes per permutation and document, and the distinct terms; pairs are not stored.

    Examples
    --------
    >>> import lexicount as lc
    >>> wire = "A fire broke out in the harbour on Monday night and burnt until the morning."
    >>> texts = {"a": wire, "b": "The sun shone.", "c": f"UPDATE: {wire}"}
    >>> print(lc.near_duplicates(texts).top())
    document  cluster  size  similarity  representative
    a               0     2        1.00  a
    c               0     2        0.92  a
    """
    if analyzer is None:
        analyzer = Analyzer()
    docs = documents(texts)
    core = _core.near_duplicates(
        docs._core,
        analyzer=analyzer._core,
        threshold=threshold,
        min_recall=min_recall,
        shingle=checked_integer("shingle", shingle, least=1, most=1 << 31),
        n_permutations=checked_integer("n_permutations", n_permutations, least=1, most=1 << 12),
        seed=checked_integer("seed", seed, most=2**64 - 1),
        run=run_options(threads, progress),
    )
    return Duplicates(core, docs)
