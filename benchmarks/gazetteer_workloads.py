"""Gazetteers: many names looked for at once, by lexicount and by others."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from agreement import Agreement, compare_spans
from workloads import Run, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from texts import Sample
    from workloads import Job

    Span = tuple[int, int]

#: How many names the list has.
N_NAMES = 100_000

#: One to three capitalised words of ASCII letters.
NAME = r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b"

#: A step between names whose parts are put together; with the number of names it has no divisor.
STRIDE = 7919


def names_of(texts: Iterable[str], n_names: int = N_NAMES) -> list[str]:
    """Return names that stand in the texts, and more of the same words where they are too few.

    Parameters
    ----------
    texts : iterable of str
        Single words count as names where they never stand in lower case.
    n_names : int
        So many names. Of more, those are taken that are evenly spaced over the alphabet: rare and
        frequent ones as they come. Where there are fewer, the first word of one and the last of
        another make a further name, which a text seldom has but nearly has often.

    Returns
    -------
    list of str
    """
    found: set[str] = set()
    lowercase: set[str] = set()
    for text in texts:
        found.update(re.findall(NAME, text))
        lowercase.update(re.findall(r"\b[a-z]+\b", text))
    names = sorted(name for name in found if name.lower() not in lowercase)
    if len(names) >= n_names:
        step = len(names) / n_names
        return [names[int(place * step)] for place in range(n_names)]
    return names + _made_up(names, n_names - len(names))


def _made_up(names: list[str], n_names: int) -> list[str]:
    parts = [name.split(" ") for name in names]
    known = set(names)
    made: list[str] = []
    for turn in range(1, len(parts)):
        for place, part in enumerate(parts):
            other = parts[(31 * place + STRIDE * turn) % len(parts)]
            name = f"{part[0]} {other[-1]}"
            if name not in known:
                known.add(name)
                made.append(name)
                if len(made) == n_names:
                    return made
    return made


def plain(sample: Sample) -> Sample:
    """Return texts of ASCII words, single spaces and semicolons: there is one idea of a word."""
    texts = [re.sub(r"[^A-Za-z0-9 ]+", " ; ", text) for text in sample.texts]
    return replace(sample, texts=[re.sub(" +", " ", text) for text in texts])


def lexicount_names(sample: Sample, *, folded: bool, strict: bool) -> Job:
    import lexicount as lc

    names = dict.fromkeys(names_of(sample.whole), ())
    gazetteer = lc.Gazetteer(names, case="folded" if folded else "exact")
    texts = plain(sample).texts if strict else sample.texts

    def find() -> tuple[int, Any]:
        return len(texts), gazetteer.find(texts, threads=1)

    return find


def _found_spans(result: tuple[int, Any]) -> list[list[Span]]:
    n_texts, table = result
    spans: list[list[Span]] = [[] for _ in range(n_texts)]
    for document, start, end in zip(table["document"], table["start"], table["end"], strict=True):
        spans[document].append((start, end))
    return spans


def lexicount_words(sample: Sample, *, strict: bool, counted: bool) -> Job:
    import lexicount as lc

    texts = plain(sample).texts if strict else sample.texts
    if counted:
        return lambda: sum(lc.tokenize(texts, threads=1).counts())
    return lambda: lc.tokenize(texts, threads=1).to_arrow().num_rows


def ahocorasick(sample: Sample, *, folded: bool, strict: bool, overlapping: bool) -> Job:
    import ahocorasick_rs as ac

    names = names_of(sample.whole)
    if overlapping:
        matcher = ac.AhoCorasick(_folded(names, folded))
    else:
        matcher = ac.AhoCorasick(_folded(names, folded), matchkind=ac.MatchKind.LeftmostLongest)
    texts = plain(sample).texts if strict else sample.texts

    def find() -> tuple[list[list[Span]], Counter[str]]:
        spans, counts = [], Counter[str]()
        for text in texts:
            # Of the same length for all but a few characters.
            text = text.lower() if folded else text
            matches = matcher.find_matches_as_indexes(text, overlapping=overlapping)
            free = (match for match in matches if _stands_free(text, *match[1:]))
            kept = list(_leftmost_longest(free) if overlapping else free)
            counts.update(names[number] for number, _, _ in kept)
            spans.append([match[1:] for match in kept])
        return spans, counts

    return find


def spacy_phrases(sample: Sample, *, folded: bool) -> Job:
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER" if folded else "ORTH")
    matcher.add("NAME", [nlp.make_doc(name) for name in names_of(sample.whole)])

    def find() -> tuple[list[list[Span]], Counter[str]]:
        spans, counts = [], Counter[str]()
        for doc in nlp.pipe(sample.texts):
            kept = filter_spans(matcher(doc, as_spans=True))
            counts.update(span.text for span in kept)
            spans.append([(span.start_char, span.end_char) for span in kept])
        return spans, counts

    return find


def _folded(names: list[str], folded: bool) -> list[str]:  # noqa: FBT001
    return [name.lower() for name in names] if folded else names


def _stands_free(text: str, start: int, end: int) -> bool:
    """Return whether no word runs on over the start or the end."""
    return not (start and _in_word(text[start - 1])) and not (
        end < len(text) and _in_word(text[end])
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _leftmost_longest(matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    last = 0
    for match in sorted(matches, key=lambda match: (match[1], -match[2])):
        if match[1] >= last:
            last = match[2]
            yield match


def _first(result: Any) -> Any:
    return result[0]


def _nothing(_result: Any) -> None:
    return None


def _compare(ours: Any, theirs: Any, texts: list[str]) -> Agreement:
    if theirs is None:
        return Agreement("another task: it only finds words")
    return compare_spans(ours, theirs, texts)


RAW_NOTE = (
    "a hyphen does not match a space, there is no line break within a name, and a word ends at any "
    "punctuation: it finds `Connor` in `O'Connor`"
)
ABOUT = (
    f"The mentions of {N_NAMES:,} names of one to three words, {{case}}, whole words only, "
    "leftmost-longest, with their entries. Building the automaton is not timed."
)
STRICT_ABOUT = (
    " Over text of plain words, single spaces and semicolons, for which both sides agree "
    "about word boundaries."
)


def _words(*, strict: bool) -> tuple[Run, ...]:
    cut = partial(lexicount_words, strict=strict)
    return (
        Run("lexicount, counting words", "lexicount", partial(cut, counted=True), _nothing),
        Run("lexicount, words with offsets", "lexicount", partial(cut, counted=False), _nothing),
    )


def _tasks(name: str, case: str, *, folded: bool) -> tuple[Task, Task]:
    rival = partial(ahocorasick, folded=folded)
    leftmost = RAW_NOTE + "; a longer match that extends into a word hides a shorter name"
    loose = Task(
        name,
        ABOUT.format(case=case),
        Run(
            "lexicount",
            "lexicount",
            partial(lexicount_names, folded=folded, strict=False),
            _found_spans,
        ),
        (
            Run(
                "ahocorasick-rs, leftmost-longest",
                "ahocorasick-rs",
                partial(rival, strict=False, overlapping=False),
                _first,
                leftmost,
            ),
            Run(
                "ahocorasick-rs, overlapping",
                "ahocorasick-rs",
                partial(rival, strict=False, overlapping=True),
                _first,
                RAW_NOTE,
            ),
            Run(
                "spaCy PhraseMatcher",
                "spacy",
                partial(spacy_phrases, folded=folded),
                _first,
                "spaCy's own words; of overlapping names the longest instead of the leftmost",
                megabytes=1.0,
            ),
            *_words(strict=False),
        ),
        _compare,
    )
    strict = Task(
        f"{name}-strict",
        ABOUT.format(case=case) + STRICT_ABOUT,
        Run(
            "lexicount",
            "lexicount",
            partial(lexicount_names, folded=folded, strict=True),
            _found_spans,
        ),
        (
            Run(
                "ahocorasick-rs, overlapping",
                "ahocorasick-rs",
                partial(rival, strict=True, overlapping=True),
                _first,
                equal=True,
            ),
        ),
        _compare,
    )
    return loose, strict


GAZETTEER_TASKS = (
    *_tasks("gazetteer", "case-sensitive", folded=False),
    *_tasks("gazetteer-folded", "case-folded", folded=True),
)
