"""Do two libraries give the same answer, and if not, by how much do they differ?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Spans = Sequence[Iterable[tuple[int, int]]]

#: So many examples of a difference are shown.
N_EXAMPLES = 4


@dataclass(frozen=True)
class Agreement:
    """What a comparison came to.

    Attributes
    ----------
    text : str
        The sizes of the answers, and how they differ.
    equal : bool
        The two answers are equal.
    """

    text: str
    equal: bool = False


def compare_counts(ours: Sequence[int], theirs: Sequence[int], _texts: Sequence[str]) -> Agreement:
    """Compare the number of words of each document.

    Parameters
    ----------
    ours, theirs : sequence of int
        One number a document.

    Returns
    -------
    Agreement
    """
    same = sum(a == b for a, b in zip(ours, theirs, strict=True))
    if same == len(ours):
        return Agreement(f"equal: {sum(ours):,} tokens, document by document", equal=True)
    tokens = _change(sum(ours), sum(theirs))
    return Agreement(f"tokens {tokens}; {same:,} of {len(ours):,} documents equal")


def compare_lists(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], texts: Sequence[str]
) -> Agreement:
    """Compare the words of each document.

    Parameters
    ----------
    ours, theirs : sequence of sequence of str
        The words of each document, in order.
    texts : sequence of str
        The documents.

    Returns
    -------
    Agreement
    """
    n_tokens = sum(map(len, ours))
    if all(list(a) == list(b) for a, b in zip(ours, theirs, strict=True)):
        return Agreement(f"equal: {n_tokens:,} tokens in the same order", equal=True)
    found = compare_frequencies(tally(ours), tally(theirs), texts)
    return Agreement(found.text)


def tally(lists: Sequence[Iterable[str]]) -> Counter[str]:
    """Return how often each word stands in the lists."""
    counts: Counter[str] = Counter()
    for words in lists:
        counts.update(words)
    return counts


def compare_frequencies(
    ours: Mapping[str, int], theirs: Mapping[str, int], _texts: Sequence[str]
) -> Agreement:
    """Compare how often each term is used.

    Parameters
    ----------
    ours, theirs : mapping of str to int

    Returns
    -------
    Agreement
        With the terms whose counts differ most.
    """
    n_tokens = sum(ours.values())
    if dict(ours) == dict(theirs):
        return Agreement(f"equal: {n_tokens:,} tokens, {len(ours):,} terms", equal=True)
    terms = ours.keys() | theirs.keys()
    gaps = {term: abs(ours.get(term, 0) - theirs.get(term, 0)) for term in terms}
    differing = sorted((-gap, term) for term, gap in gaps.items() if gap)
    shown = [
        f"`{term}` {ours.get(term, 0):,}/{theirs.get(term, 0):,}"
        for _, term in differing[:N_EXAMPLES]
    ]
    gap = sum(gaps.values())
    text = (
        f"tokens {_change(n_tokens, sum(theirs.values()))}; "
        f"terms {_change(len(ours), len(theirs))}; "
        f"absolute differences {gap:,} ({gap / max(n_tokens, 1):.2%} of tokens) "
        f"in {len(differing):,} terms: {', '.join(shown)}"
    )
    return Agreement(text)


def compare_spans(ours: Spans, theirs: Spans, texts: Sequence[str]) -> Agreement:
    """Compare where the mentions stand.

    Parameters
    ----------
    ours, theirs : sequence of iterable of (int, int)
        Start and end of the mentions in each document, in code points.
    texts : sequence of str
        The documents.

    Returns
    -------
    Agreement
    """
    our_spans = {(place, *span) for place, spans in enumerate(ours) for span in spans}
    their_spans = {(place, *span) for place, spans in enumerate(theirs) for span in spans}
    if our_spans == their_spans:
        return Agreement(f"equal: {len(our_spans):,} mentions at the same offsets", equal=True)
    sides = [
        f"{len(spans):,} only {whose} ({_examples(spans, texts)})"
        for whose, spans in (
            ("lexicount's", our_spans - their_spans),
            ("theirs", their_spans - our_spans),
        )
    ]
    shared = len(our_spans & their_spans)
    mentions = _change(len(our_spans), len(their_spans))
    text = f"mentions {mentions}; {shared:,} at the same offsets, {'; '.join(sides)}"
    return Agreement(text)


def _examples(spans: set[tuple[int, int, int]], texts: Sequence[str]) -> str:
    mentions = (texts[place][start:end] for place, start, end in sorted(spans))
    shown = list(dict.fromkeys(" ".join(mention.split()) for mention in mentions))[:N_EXAMPLES]
    return ", ".join(f"`{mention}`" for mention in shown) or "none"


def _change(ours: int, theirs: int) -> str:
    share = f" ({(theirs - ours) / ours:+.2%})" if ours and ours != theirs else ""
    return f"{ours:,} / {theirs:,}{share}"
