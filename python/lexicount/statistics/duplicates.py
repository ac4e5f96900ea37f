"""Documents that say nearly the same."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents, Texts

__all__ = ["Duplicates", "near_duplicates"]


class Duplicates(Result):
    """Clusters of documents that say nearly the same: a row a document of a cluster.

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
        """The number of clusters, of two documents or more."""
        return len(self._core)

    @property
    def clusters(self) -> list[list[int]]:
        """The numbers of the documents of each cluster, in order of the first."""
        return self._core.clusters()

    @property
    def labels(self) -> list[int | None]:
        """For each document the number of its cluster; None for one that is like no other."""
        return self._core.labels()

    @property
    def bands(self) -> tuple[int, int]:
        """The number of bands of a signature, and of rows in each."""
        return self._core.bands

    def weights(self, how: Literal["once", "share"] = "once") -> list[float]:
        """Return how much each document counts, so that a text that was copied is counted once.

        Parameters
        ----------
        how : {"once", "share"}
            ``"once"``: the first document of a cluster counts 1, the others 0. ``"share"``: each
            counts one by their number.

        Returns
        -------
        list of float
            One a document, missing ones included; 1.0 for one that is like no other. The sum is
            the number of documents less the copies.

        Raises
        ------
        ConfigError
            Where `how` is something else.

        Examples
        --------
        >>> import lexicount as lc
        >>> duplicates = lc.near_duplicates(["It rained.", "It rained.", "It snowed."])
        >>> duplicates.weights(), duplicates.weights("share")
        ([1.0, 0.0, 1.0], [0.5, 0.5, 1.0])
        """
        return self._core.weights(how)

    def recall(self, similarity: float) -> float:
        """Return the probability with which two documents of that resemblance were compared.

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
            Where `similarity` is not between 0.0 and 1.0.

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
    """Find documents that say nearly the same: copies, reprints, versions of one report.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    threshold : float
        The least resemblance of two documents, above 0 and up to 1.
    min_recall : float
        Two documents of that resemblance are found with at least this probability, where
        `n_permutations` suffice for it; those of higher resemblance more surely.
    shingle : int
        So many neighbouring terms are a shingle; a document with fewer is one.
    n_permutations : int
        The length of a signature, 1 to 4096: the longer it is, the more it costs to make and the
        fewer documents are compared for nothing.
    seed : int
        What the permutations are drawn by, 0 or more.
    analyzer : Analyzer, optional
        How terms are made of text; else single words, folded, all of them.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The result
        is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets what is done and how much there is.

    Returns
    -------
    Duplicates
        Columns: ``document`` and metadata; ``cluster``, its number from 0, in order of the first
        document; ``size``, its number of documents; ``similarity`` to the first of them;
        ``representative``, the id of the first. Documents that are like no other have no row.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense; the message says what would.

    Notes
    -----
    The resemblance of two documents is the Jaccard coefficient of their sets of shingles,
    ``J(A, B) = |A & B| / |A | B|`` (A. Z. Broder, *On the resemblance and containment of
    documents*, 1997). A signature of `n_permutations` least hashes stands for each document, made
    by O. Ertl's SuperMinHash (2017), so that two agree at a place with probability ``J``; it is
    cut into ``b`` bands of ``r`` rows, and documents that agree in a whole band are compared by
    their shingles themselves. So nothing is called similar that is not, and two documents of
    resemblance ``s`` are compared with probability ``1 - (1 - s**r)**b``; ``r`` is the greatest for
    which this is at least `min_recall` at the threshold, or 1 (:meth:`Duplicates.recall`).
    Documents of equal terms are always found. A document without terms is like no other.

    Clusters are what is connected by such pairs, so two documents of one may resemble each other
    by less than the threshold: look at ``similarity``.

    Linear in the length of the texts, and in `n_permutations` for each document, besides the
    comparison of similar documents. Memory is 4 bytes a token, 4 bytes a permutation and document,
    and the distinct terms.

    Examples
    --------
    >>> import lexicount as lc
    >>> wire = "A fire broke out in the harbour on Monday night and burnt until the morning."
    >>> texts = {"a": wire, "b": "The sun shone.", "c": f"UPDATE: {wire}"}
    >>> print(lc.near_duplicates(texts).top())
    document  cluster  size  similarity  representative
    a         0        2     1.00        a
    c         0        2     0.92        a
    """
    if analyzer is None:
        analyzer = Analyzer()
    elif not isinstance(analyzer, Analyzer):
        kind = type(analyzer).__name__
        raise ConfigError(f"analyzer of type {kind}: give a lexicount.Analyzer")
    for name, value, most in (
        ("shingle", shingle, 1 << 31),
        ("n_permutations", n_permutations, 1 << 12),
        ("seed", seed, (1 << 64) - 1),
    ):
        least = 0 if name == "seed" else 1
        if not isinstance(value, int) or not least <= value <= most:
            raise ConfigError(f"{name}={value!r}: use a whole number from {least} to {most}")
    docs = documents(texts)
    core = _core.near_duplicates(
        docs._core,
        analyzer=analyzer._core,
        threshold=threshold,
        min_recall=min_recall,
        shingle=shingle,
        n_permutations=n_permutations,
        seed=seed,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Duplicates(core, docs)
