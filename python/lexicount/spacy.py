"""A component of spaCy pipelines that finds the entities of :func:`lexicount.count_entities`.

spaCy knows the component as soon as lexicount is installed. The ``kb_id_`` of a mention is the name
of its entity. Mentions are linked within a document, so that a result does not depend on what else
is in the batch. To link and count the entities of many documents, give them to
:meth:`lexicount.Entities.from_spacy`. All functions of lexicount take documents of spaCy as texts.

Requires spaCy: ``pip install 'lexicount[spacy]'``.

Examples
--------
>>> import spacy
>>> nlp = spacy.blank("en")
>>> finder = nlp.add_pipe("lexicount_entities")
>>> doc = nlp("The Federal Security Service (FSB) said 11 were held. The FSB gave no names.")
>>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents][1]
('FSB', 'ORG', 'Federal Security Service')
"""

# Annotations are types, not strings, because spaCy checks the configuration by them.
import inspect
from collections.abc import Iterable
from typing import Any

import lexicount as lc
from lexicount._extras import imported
from lexicount.entities.formats.rows import check_unaligned
from lexicount.entities.formats.spacy import UNALIGNED, aligned_spans

__all__ = ["EntityFinder", "lexicount_entities"]

_language: Any = imported("spacy").language.Language

#: The options of `count_entities` that a pipeline has, with their defaults.
_OPTIONS = {
    name: list(one.default) if isinstance(one.default, tuple) else one.default
    for name, one in inspect.signature(lc.count_entities).parameters.items()
    if name not in ("texts", "date", "by", "every", "threads", "progress")
}


class EntityFinder:
    """The component ``lexicount_entities``.

    Parameters
    ----------
    overwrite_ents : bool
        Remove entities that other components found and that overlap those of lexicount. By default
        they stay, and the overlapping mention of lexicount is left out, as in spaCy's entity ruler.
        An entity with the same tokens and label gets its name in either case.
    spans_key : str, optional
        Write all mentions to this span group instead of ``doc.ents``.
    unaligned : {"expand", "skip", "raise"}
        What to do with a mention that does not begin and end with tokens of spaCy. Of mentions that
        overlap after being expanded, the first stays.
    **options
        Those of :func:`lexicount.count_entities` except `date`, `by`, `every`, `threads` and
        `progress`.

    Raises
    ------
    ConfigError
        If an option is invalid.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> config = {"spans_key": "ships", "builtin": False, "recognizer": False, "patterns": False,
    ...           "gazetteer": {"SHIP": {"MV Aurora": ["Aurora"]}}}
    >>> finder = nlp.add_pipe("lexicount_entities", config=config)
    >>> doc = nlp("The Aurora sank.")
    >>> [(span.text, span.label_, span.kb_id_) for span in doc.spans["ships"]]
    [('Aurora', 'SHIP', 'MV Aurora')]
    """

    def __init__(
        self,
        *,
        overwrite_ents: bool = False,
        spans_key: str | None = None,
        unaligned: str = "expand",
        **options: Any,
    ) -> None:
        check_unaligned(unaligned, UNALIGNED)
        if isinstance(options.get("gazetteer"), dict):
            options["gazetteer"] = lc.Gazetteer(options["gazetteer"])
        self._overwrites = overwrite_ents
        self._spans_key = spans_key
        self._unaligned = unaligned
        self._options = options
        # What is wrong with the options is an error of the pipeline, not of its first document.
        lc.count_entities([], **options)

    def __call__(self, doc: Any) -> Any:
        """Add the mentions of a document to it."""
        found = lc.count_entities([doc.text], threads=1, **self._options)
        spans = list(aligned_spans(doc, found.spans(0), 0, self._unaligned))
        if self._spans_key is not None:
            doc.spans[self._spans_key] = spans
            return doc
        ents = _named(doc.ents, spans)
        first, second = (spans, ents) if self._overwrites else (ents, spans)
        taken = {token for span in first for token in range(span.start, span.end)}
        others = [span for span in second if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents([*first, *others])
        return doc


def _named(ents: Iterable[Any], spans: Iterable[Any]) -> list[Any]:
    """Return entities, with those of ours in place of equal ones without a name."""
    own = {(span.start, span.end, span.label): span for span in spans}
    return [ent if ent.kb_id else own.get((ent.start, ent.end, ent.label), ent) for ent in ents]


def _defaults(of: Any) -> dict[str, Any]:
    parameters = inspect.signature(of).parameters.values()
    return {one.name: one.default for one in parameters if one.default is not one.empty}


@_language.factory(
    "lexicount_entities",
    assigns=["doc.ents", "doc.spans"],
    default_config={**_defaults(EntityFinder), **_OPTIONS},
)
def lexicount_entities(
    nlp: Any,  # noqa: ARG001 - spaCy passes both by name
    name: str,  # noqa: ARG001
    overwrite_ents: bool,  # noqa: FBT001
    spans_key: str | None,
    unaligned: str,
    gazetteer: Any,
    builtin: bool | list[str],  # noqa: FBT001
    patterns: bool,  # noqa: FBT001
    recognizer: bool,  # noqa: FBT001
    language: str | None,
    link: Any,
    aliases: Any,
    keep_apart: Iterable[Any],
) -> EntityFinder:
    """Return the component for spaCy; the configuration has the options of `EntityFinder`."""
    return EntityFinder(
        overwrite_ents=overwrite_ents,
        spans_key=spans_key,
        unaligned=unaligned,
        gazetteer=gazetteer,
        builtin=builtin,
        patterns=patterns,
        recognizer=recognizer,
        language=language,
        link=link,
        aliases=aliases,
        keep_apart=[tuple(pair) for pair in keep_apart],
    )
