"""Terms counted so far, from which those to keep are chosen at the end."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class SeenTerms:
    """The count and the document frequency of each term seen so far.

    Parameters
    ----------
    terms : iterable
        The terms known from the start; others are added as they are seen.
    """

    def __init__(self, terms: Iterable[Any] = ()) -> None:
        self.positions: dict[Any, int] = {term: number for number, term in enumerate(terms)}
        self.frequencies: NDArray[np.int64] = np.zeros(len(self.positions), dtype=np.int64)
        self.totals: NDArray[np.int64] = np.zeros(len(self.positions), dtype=np.int64)
        self.n_documents = 0

    def add(self, terms: Iterable[Any], frequencies: Any, totals: Any, n_documents: int) -> None:
        """Add the counts of further documents, for distinct terms."""
        positions = self.positions
        of_terms = [positions.setdefault(term, len(positions)) for term in terms]
        n_new = len(positions) - len(self.frequencies)
        self.frequencies = np.append(self.frequencies, np.zeros(n_new, dtype=np.int64))
        self.totals = np.append(self.totals, np.zeros(n_new, dtype=np.int64))
        self.frequencies[of_terms] += np.asarray(frequencies, dtype=np.int64)
        self.totals[of_terms] += np.asarray(totals, dtype=np.int64)
        self.n_documents += n_documents

    def columns(self) -> NDArray[np.int64]:
        """Return the rank of each term in sorted order."""
        terms = self.positions
        columns = np.empty(len(terms), dtype=np.int64)
        columns[[terms[term] for term in sorted(terms)]] = np.arange(len(terms))
        return columns


def bounds(vectorizer: Any, n_documents: int) -> tuple[float, float]:
    """Return the minimum and maximum document frequency."""

    def in_documents(bound: Any) -> float:
        return float(bound if isinstance(bound, Integral) else bound * n_documents)

    return in_documents(vectorizer.min_df), in_documents(vectorizer.max_df)


def kept_terms(
    vectorizer: Any, n_documents: int, frequencies: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return a boolean mask of the terms within `min_df` and `max_df`."""
    low, high = bounds(vectorizer, n_documents)
    kept: NDArray[np.bool_] = (frequencies <= high) & (frequencies >= low)
    return kept


def most_used(
    vectorizer: Any,
    kept: NDArray[np.bool_],
    totals: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return a boolean mask of the `max_features` most frequent of the kept terms.

    Ties are broken as in scikit-learn: by NumPy's unstable sort over the sorted terms, in the type
    of sums of the matrix.
    """
    ordered = np.empty_like(totals)
    ordered[columns] = totals
    is_kept = np.empty_like(kept)
    is_kept[columns] = kept
    sums = ordered.astype(sp.csr_array((1, 1), dtype=vectorizer.dtype).sum(axis=0).dtype)
    best = np.flatnonzero(is_kept)[np.argsort(-sums[is_kept])[: vectorizer.max_features]]
    chosen = np.zeros_like(is_kept)
    chosen[best] = True
    most: NDArray[np.bool_] = chosen[columns]
    return most
