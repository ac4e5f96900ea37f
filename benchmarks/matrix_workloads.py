"""Document-term matrices: lexicount's vectorizers beside those of scikit-learn.

Equal is demanded: the three arrays of the sparse matrix, byte for byte, and the names of its
columns.
Names are asked for after the clock has stopped; `matrix-counts-names` has them inside.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from agreement import Agreement
from workloads import Run, Task

if TYPE_CHECKING:
    from texts import Sample
    from workloads import Job

PARTS = ("indptr", "indices", "data")


def lexicount_matrix(
    sample: Sample, *, kind: str, threads: int = 1, names: bool = False, **options: Any
) -> Job:
    import lexicount.sklearn

    make = partial(getattr(lexicount.sklearn, kind), threads=threads, **options)
    return partial(_fitted, make, sample.texts, names=names)


def sklearn_matrix(sample: Sample, *, kind: str, names: bool = False, **options: Any) -> Job:
    import sklearn.feature_extraction.text as original

    make = partial(getattr(original, kind), **options)
    return partial(_fitted, make, sample.texts, names=names)


def _fitted(make: Any, texts: list[str], *, names: bool) -> tuple[Any, Any]:
    vectorizer = make()
    matrix = vectorizer.fit_transform(texts)
    if names:
        vectorizer.get_feature_names_out()
    return vectorizer, matrix


def arrays_and_names(result: tuple[Any, Any]) -> dict[str, Any]:
    """Return the arrays of a matrix and the names of its columns."""
    vectorizer, matrix = result
    answer = {part: getattr(matrix, part) for part in PARTS}
    if hasattr(vectorizer, "get_feature_names_out"):
        answer["names"] = vectorizer.get_feature_names_out()
    return answer


def compare_matrices(ours: dict[str, Any], theirs: dict[str, Any], _texts: list[str]) -> Agreement:
    """Compare all arrays byte for byte, and the names."""
    n_values = len(ours["data"])
    for part, left in ours.items():
        right = theirs[part]
        if left.dtype != right.dtype or left.shape != right.shape:
            kinds = f"{left.dtype} {left.shape} / {right.dtype} {right.shape}"
            return Agreement(f"{n_values:,} values; {part}: {kinds}")
        n_different = int((left != right).sum())
        if n_different:
            return Agreement(f"{n_values:,} values; {part}: {n_different:,} differ")
    return Agreement(f"equal: {n_values:,} values in the same positions", equal=True)


def _task(name: str, about: str, threads: int = 1, **options: Any) -> Task:
    ours = Run(
        "lexicount",
        "lexicount",
        partial(lexicount_matrix, threads=threads, **options),
        arrays_and_names,
    )
    rival = Run(
        f"scikit-learn {options['kind']}",
        "scikit-learn",
        partial(sklearn_matrix, **options),
        arrays_and_names,
        equal=True,
    )
    return Task(name, about, ours, (rival,), compare_matrices, threads)


MATRIX_TASKS = (
    _task(
        "matrix-counts",
        "A sparse matrix of counts of words: `CountVectorizer().fit_transform`.",
        kind="CountVectorizer",
    ),
    _task(
        "matrix-counts-names",
        "The same, with the names of its columns.",
        kind="CountVectorizer",
        names=True,
    ),
    _task(
        "matrix-counts-bigrams",
        "Counts of words and word pairs: `CountVectorizer(ngram_range=(1, 2)).fit_transform`.",
        kind="CountVectorizer",
        ngram_range=(1, 2),
    ),
    _task(
        "matrix-tfidf",
        "A sparse matrix of tf-idf: `TfidfVectorizer().fit_transform`.",
        kind="TfidfVectorizer",
    ),
    _task(
        "matrix-hashing",
        "Counts by hash: `HashingVectorizer().fit_transform`.",
        kind="HashingVectorizer",
    ),
)
