"""The bootstrap against scipy's, fed with the same samples by a plain twin."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import lexicount as lc

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class PlainSample:
    """The numbers of one sample, by SplitMix64 as its paper writes it."""

    def __init__(self, seed: int, index: int) -> None:
        self.state = (mix(seed) + mix(index ^ GAMMA)) & MASK

    def below(self, n: int) -> int:
        while True:
            self.state = (self.state + GAMMA) & MASK
            product = mix(self.state) * n
            if product & MASK >= (1 << 64) % n:
                return product >> 64


def plain_samples(groups: list[np.ndarray], statistic, n: int, seed: int) -> np.ndarray:
    values = []
    for index in range(n):
        numbers = PlainSample(seed, index)
        drawn = [
            group[:, [numbers.below(group.shape[1]) for _ in range(group.shape[1])]]
            for group in groups
        ]
        values.append(statistic(*drawn))
    return np.array(values, dtype=float)


def data_of(texts: list[str], term: str) -> np.ndarray:
    """Return count and words of each document."""
    return np.array([[text.split().count(term) for text in texts], [len(t.split()) for t in texts]])


STATISTICS = {
    "count": lambda data: data[0].sum(),
    "per_million": lambda data: data[0].sum() * 1e6 / data[1].sum(),
    "document_share": lambda data: (data[0] > 0).mean(),
}


def log_ratio(first: np.ndarray, second: np.ndarray) -> float:
    a, b = (max(data[0].sum(), 0.5) / data[1].sum() for data in (first, second))
    return math.log2(a / b)


def scipy_interval(groups, statistic, samples, method, confidence):
    """Return scipy's interval for the samples that we drew."""

    def of_axis(*data, axis=-1):
        # scipy hands the documents' numbers over, and gets the statistic of each row of them.
        shape = data[0].shape[:-1]
        flat = [d.reshape(-1, d.shape[-1]) for d in data]
        rows = zip(*flat, strict=True)
        found = [
            statistic(*[g[:, r.astype(int)] for g, r in zip(groups, row, strict=True)])
            for row in rows
        ]
        return np.array(found).reshape(shape) if shape else found[0]

    numbers = tuple(np.arange(group.shape[1]).astype(float) for group in groups)
    given_samples = SimpleNamespace(bootstrap_distribution=samples)
    return stats.bootstrap(
        numbers,
        of_axis,
        n_resamples=0,
        bootstrap_result=given_samples,
        method=method,
        confidence_level=confidence,
        vectorized=True,
        axis=-1,
        paired=False,
    )


texts = st.lists(
    st.lists(st.sampled_from("aab"), min_size=1, max_size=8).map(" ".join), min_size=3, max_size=9
)


def check(row, groups, statistic, n, seed, confidence):
    samples = plain_samples(groups, statistic, n, seed)
    assert row["estimate"] == pytest.approx(statistic(*groups), abs=1e-9)
    assert row["standard_error"] == pytest.approx(samples.std(ddof=1), abs=1e-9)
    expected = scipy_interval(groups, statistic, samples, "percentile", confidence)
    low, high = expected.confidence_interval
    assert row["percentile_low"] == pytest.approx(low, abs=1e-6)
    assert row["percentile_high"] == pytest.approx(high, abs=1e-6)
    value = statistic(*groups)
    # Where all samples lie on one side scipy has none either; values that differ from the estimate
    # in the last bit alone fall on either side of it.
    near = samples[np.isclose(samples, value, rtol=1e-12)]
    if len(set(near)) > 1 or samples.min() >= value or samples.max() <= value:
        return
    expected = scipy_interval(groups, statistic, samples, "BCa", confidence)
    low, high = expected.confidence_interval
    if math.isnan(low):
        return
    assert row["bca_low"] == pytest.approx(low, rel=1e-6, abs=1e-6)
    assert row["bca_high"] == pytest.approx(high, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("statistic", list(STATISTICS))
@pytest.mark.filterwarnings("ignore")
@given(texts, st.integers(0, 2**64 - 1), st.sampled_from([0.5, 0.9, 0.95]))
@settings(max_examples=12, deadline=None)
def test_intervals_are_those_of_scipy(statistic, texts, seed, confidence):
    options = {"statistic": statistic, "n": 99, "seed": seed, "confidence": confidence}
    (row,) = lc.bootstrap(texts, "a", **options)
    check(row, [data_of(texts, "a")], STATISTICS[statistic], 99, seed, confidence)


@pytest.mark.filterwarnings("ignore")
@given(texts, texts, st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_log_ratios_are_those_of_scipy(first, second, seed):
    docs = lc.documents(first + second, metadata={"side": [1] * len(first) + [2] * len(second)})
    (row,) = lc.bootstrap(docs, "a", by="side", groups=(2, 1), n=99, seed=seed)
    groups = [data_of(second, "a"), data_of(first, "a")]
    assert [row["count"], row["reference_count"]] == [group[0].sum() for group in groups]
    check(row, groups, log_ratio, 99, seed, 0.95)


def test_intervals_cover_the_truth_as_often_as_they_say():
    # 40 documents of 50 words, each with a Poisson count of mean 3: normal theory holds.
    rng = np.random.default_rng(5)
    covered = {"percentile": 0, "bca": 0}
    for trial in range(150):
        counts = rng.poisson(3.0, 40)
        texts = ["w " * count + "x " * (50 - count) for count in counts]
        (row,) = lc.bootstrap(texts, "w", n=400, seed=trial, confidence=0.9)
        error = 1e6 / 50 * counts.std() / math.sqrt(40)
        assert row["standard_error"] == pytest.approx(error, rel=0.2)
        for kind in covered:
            covered[kind] += row[f"{kind}_low"] <= 60_000 <= row[f"{kind}_high"]
    for kind, times in covered.items():
        assert 120 <= times <= 147, (kind, times)


def test_terms_are_all_or_those_asked_for():
    docs = ["b a", "b", None, "c b"]
    table = lc.bootstrap(docs, statistic="count", n=20)
    assert table["term"] == ["b", "a", "c"]
    assert table["estimate"] == [3.0, 1.0, 1.0]
    assert lc.bootstrap(docs, n=20, top=2)["term"] == ["b", "a"]
    # A term that nobody uses has a row too.
    table = lc.bootstrap(docs, ["zebra", "A"], n=20)
    assert (table["term"], table["count"], table["bca_low"]) == (["a", "zebra"], [1, 0], [0.0, 0.0])


def test_groups_are_values_of_a_column():
    docs = lc.documents(
        ["a", "a b", "b", "a", "b b"], metadata={"party": ["R", "D", "R", None, "D"]}
    )
    rows = {row["term"]: row for row in lc.bootstrap(docs, by="party", n=20)}
    assert (rows["a"]["count"], rows["a"]["reference_count"]) == (1, 1)
    assert rows["a"]["estimate"] == pytest.approx(math.log2((1 / 4) / (1 / 2)))


def test_options_that_make_no_sense_are_named():
    docs = lc.documents(["a", "b", "c"], metadata={"side": ["x", "y", "z"]})
    for options, said in [
        ({"statistic": "mean"}, 'unknown statistic "mean"; use one of .*per_million'),
        ({"n": 1}, "use 2 to 1000000"),
        ({"n": 10**9}, "use 2 to 1000000"),
        ({"confidence": 95}, "between 0 and 1"),
        ({"by": "side"}, "has 3 values"),
        ({"by": "side", "groups": ("x", "q")}, "no value 'q'"),
        ({"by": "side", "groups": ("x", "x")}, "two different"),
        ({"by": "party"}, "no column 'party'"),
        ({"by": "side", "statistic": "count"}, "other statistics have no groups"),
        ({"statistic": "log_ratio"}, "needs by"),
    ]:
        with pytest.raises(lc.ConfigError, match=said):
            lc.bootstrap(docs, "a", **options)
    with pytest.raises(lc.ConfigError, match="nothing to draw from"):
        lc.bootstrap(["", None], "a")


def test_few_documents_have_no_interval():
    (row,) = lc.bootstrap("a b", "a", n=20)
    assert row["estimate"] == 500_000
    assert row["percentile_low"] is None
    assert row["bca_low"] is None
    # Samples of the empty document alone have no rate; the others tell.
    (row,) = lc.bootstrap(["a b", ""], "a", n=50)
    assert row["percentile_low"] == row["percentile_high"] == 500_000
    lc.bootstrap(["\ud800 \0", "x"], n=5)


def test_threads_and_blocks_make_no_difference():
    texts = [" ".join(f"w{n * m % 397}" for n in range(300)) for m in range(60)]
    one, three = (lc.bootstrap(texts, n=200, threads=n) for n in (1, 3))
    assert one == three
    # So many samples that not all terms are held at once.
    many = lc.bootstrap(texts, n=40_000, top=120, statistic="document_share")
    alone = lc.bootstrap(texts, many["term"][110], n=40_000, statistic="document_share")
    assert list(many)[110] == next(iter(alone))
