"""Near duplicates: by signatures, and by comparing all with all."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc
from conftest import shared


def _shingles(text, k):
    words = lc.tokenize(text, lowercase=True)
    k = min(k, len(words))
    return {tuple(words[i : i + k]) for i in range(len(words) - k + 1)} if words else set()


def _jaccard(a, b):
    return len(a & b) / len(a | b) if a and b else 0.0


def _plain(texts, k, threshold):
    """Clusters by comparing all with all."""
    sets = [_shingles(text or "", k) for text in texts]
    label = list(range(len(texts)))
    for a in range(len(texts)):
        for b in range(a):
            if _jaccard(sets[a], sets[b]) >= threshold:
                low, high = sorted((label[a], label[b]))
                label = [low if one == high else one for one in label]
    clusters = [[i for i, one in enumerate(label) if one == root] for root in range(len(texts))]
    return [cluster for cluster in clusters if len(cluster) > 1]


words = st.lists(st.sampled_from(["fire", "Fire", "moscow", "né", "3", "."]), max_size=8)


@given(
    st.lists(st.none() | words.map(" ".join), max_size=10),
    st.integers(1, 4),
    st.sampled_from([0.5, 0.8, 1.0]),
    st.integers(1, 3),
)
def test_clusters_are_those_of_comparing_all_with_all(texts, k, threshold, threads):
    options = {"shingle": k, "threshold": threshold, "n_permutations": 512, "min_recall": 1 - 1e-9}
    found = lc.near_duplicates(texts, **options, threads=threads)
    assert found.to_dict() == lc.near_duplicates(texts, **options, threads=1).to_dict()
    assert found.clusters == _plain(texts, k, threshold)
    for row in found.top(10**6):
        a, b = (_shingles(texts[row[name]], k) for name in ("document", "representative"))
        assert row["similarity"] == _jaccard(a, b)


def _varied(rng, n, length):
    """Documents of random words, and copies of them in which some words are others."""
    vocabulary = [f"w{i}" for i in range(5000)]
    originals = [[rng.choice(vocabulary) for _ in range(length)] for _ in range(n)]
    copies = []
    for words in originals:
        share = rng.choice([0.0, 1, 2, 4, 6, 10]) / 200
        copies.append([rng.choice(vocabulary) if rng.random() < share else w for w in words])
    return [" ".join(words) for pair in zip(originals, copies, strict=True) for words in pair]


@pytest.mark.parametrize("length", [12, 200])
def test_recall_is_what_the_formula_says(length):
    texts = _varied(random.Random(5), 300, length)
    found = lc.near_duplicates(texts, n_permutations=32, threshold=0.6, min_recall=0.8)
    assert all(b == a + 1 and a % 2 == 0 for a, b in found.clusters)
    pairs = [
        _jaccard(_shingles(texts[i], 5), _shingles(texts[i + 1], 5))
        for i in range(0, len(texts), 2)
    ]
    expected = [found.recall(s) for s in pairs if s >= 0.6]
    deviation = math.sqrt(sum(p * (1 - p) for p in expected))
    assert abs(found.n_clusters - sum(expected)) <= 4 * deviation + 1
    exact = [i for i, s in enumerate(pairs) if s == 1]
    assert exact
    assert {(2 * i, 2 * i + 1) for i in exact} <= {tuple(one) for one in found.clusters}


def test_equal_terms_are_always_found():
    texts = ["It rained!", "", "IT  rained", None, "", "it\nrained", "It snowed"]
    found = lc.near_duplicates(texts, n_permutations=1, threshold=0.01, shingle=9)
    assert found.clusters == [[0, 2, 5]]
    assert found.labels == [0, None, 0, None, None, 0, None]
    assert found.weights() == [1, 1, 0, 1, 1, 0, 1]
    assert found.weights("share") == pytest.approx([1 / 3, 1, 1 / 3, 1, 1, 1 / 3, 1])
    assert sum(found.weights()) == pytest.approx(sum(found.weights("share")))


def test_rows_bear_ids_and_metadata():
    docs = lc.documents(
        {"a": "It rained.", "b": "It rained.", "c": "x"}, metadata={"size": [1, 2, 3]}
    )
    assert lc.near_duplicates(docs).to_dict() == {
        "document": ["a", "b"],
        "document_size": [1, 2],
        "cluster": [0, 0],
        "size": [2, 2],
        "similarity": [1.0, 1.0],
        "representative": ["a", "a"],
    }
    assert len(lc.near_duplicates([])) == 0


def test_what_is_left_out_does_not_count():
    texts = ["It rained.\nShare this", "It rained.\nLeave a Reply"]
    assert lc.near_duplicates(texts).n_clusters == 0
    assert lc.near_duplicates(lc.documents(texts).without_boilerplate()).n_clusters == 1
    assert lc.near_duplicates(lc.clean(texts).documents).n_clusters == 1


def test_options_that_make_no_sense_are_named():
    for options, message in [
        ({"threshold": 0}, "threshold=0: use a similarity above 0.0"),
        ({"threshold": math.nan}, "threshold=NaN"),
        ({"min_recall": -0.1}, "min_recall=-0.1: use a probability"),
        ({"shingle": 0}, "shingle=0: give an integer of at least 1"),
        ({"n_permutations": 5000}, "n_permutations=5000: give an integer of at most 4,096"),
        ({"seed": -1}, "seed=-1"),
        ({"analyzer": "en"}, "analyzer='en' is of type str"),
    ]:
        with pytest.raises(lc.ConfigError, match=message):
            lc.near_duplicates(["a"], **options)
    with pytest.raises(lc.ConfigError, match="use one of once, share"):
        lc.near_duplicates(["a"]).weights("half")
    with pytest.raises(lc.ConfigError, match="similarity=2"):
        lc.near_duplicates(["a"]).recall(2)


def test_pairs_of_real_documents_are_similar_indeed():
    docs = lc.read(shared("data/corpora/opensuse-news").as_posix() + "/*.gz")
    found = lc.near_duplicates(docs, threshold=0.3)
    assert found.to_dict() == lc.near_duplicates(docs, threshold=0.3, threads=1).to_dict()
    assert found.clusters
    for cluster, similarity in zip(found.clusters, _by_cluster(found), strict=True):
        sets = [_shingles(docs.text(i), 5) for i in cluster]
        assert similarity == [_jaccard(sets[0], one) for one in sets]
        assert all(any(_jaccard(a, b) >= 0.3 for b in sets if b is not a) for a in sets)


def _by_cluster(found):
    rows = found.to_dict()
    listed = [[] for _ in found.clusters]
    for cluster, similarity in zip(rows["cluster"], rows["similarity"], strict=True):
        listed[cluster].append(similarity)
    return listed
