"""Spans to and from other programs: spaCy, CoNLL files, standoff JSON.

Offsets are code points everywhere.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from lexicount import _core
from lexicount.corpus.collection import Documents, documents
from lexicount.exceptions import ConfigError, FormatError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    from lexicount.corpus.collection import Texts
    from lexicount.entities.counting import Entities
    from lexicount.entities.exchange import Exchange

    #: Start, end, label, name or None, confidence or None.
    Row: TypeAlias = tuple[int, int, str, str | None, float | None]

__all__: list[str] = []

_DOCUMENT = "-DOCSTART-"


def from_spans(
    texts: Texts | Documents, spans: Iterable[Iterable[Any]], overlaps: str, options: Any
) -> Entities:
    """Link and count spans: see :meth:`Entities.from_spans`."""
    from lexicount.entities.counting import Entities

    if overlaps not in ("raise", "longest"):
        raise ConfigError(f"overlaps={overlaps!r}: unknown; use 'raise' or 'longest'")
    docs = documents(texts)
    rows = [[_row(number, span) for span in of] for number, of in enumerate(spans)]
    core = _core.given_entities(docs._core, rows, longest=overlaps == "longest", link=options)
    return Entities(core)


def _row(document: int, span: Any) -> Row:
    wrong = f"document {document}: {span!r} is no span; give (start, end, label) and, at will, name"
    try:
        start, end, label, *rest = span
    except (TypeError, ValueError):
        raise InputError(wrong) from None
    whole = all(hasattr(value, "__index__") for value in (start, end))
    name = rest[0] if rest else None
    if not whole or not isinstance(label, str) or len(rest) > 2 or not _is_text(name):
        raise InputError(wrong)
    if start < 0 or end < 0:
        raise ConfigError(f"document {document}: span {span!r} begins before the text")
    return int(start), int(end), label, name, rest[1] if len(rest) > 1 else None


def _is_text(name: object) -> bool:
    return name is None or isinstance(name, str)


def spacy_rows(docs: Iterable[Any]) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of spaCy documents."""
    texts, rows = [], []
    for doc in docs:
        texts.append(doc.text)
        found: list[Row] = []
        for span in doc.ents:
            # What an entity linker set, where there was one.
            name = getattr(span, "kb_id_", "") or None
            found.append((span.start_char, span.end_char, span.label_, name, None))
        rows.append(found)
    return texts, rows


def to_spacy(entities: Exchange, nlp: Any, unaligned: str) -> list[Any]:
    """Make spaCy documents: see :meth:`Entities.to_spacy`."""
    _check_unaligned(unaligned, ("raise", "skip", "expand"))
    mode = "expand" if unaligned == "expand" else "strict"
    made = []
    for index in range(len(entities.documents)):
        doc = nlp.make_doc(entities.documents.text(index) or "")
        ents: list[Any] = []
        for start, end, label, _ in entities.spans(index):
            span = doc.char_span(start, end, label=label, alignment_mode=mode)
            if span is None and unaligned == "raise":
                raise _misfit(entities, index, (start, end, label))
            # Spans that were expanded may meet.
            if span is not None and not (ents and span.start < ents[-1].end):
                ents.append(span)
        doc.set_ents(ents)
        made.append(doc)
    return made


def _check_unaligned(unaligned: str, known: tuple[str, ...]) -> None:
    if unaligned not in known:
        raise ConfigError(f"unaligned={unaligned!r}: unknown; use one of {', '.join(known)}")


def _misfit(entities: Exchange, index: int, span: tuple[int, int, str]) -> ConfigError:
    text = entities.documents.text(index) or ""
    start, end, label = span
    return ConfigError(
        f"document {index}: {label} {text[start:end]!r} at {start} to {end} does not begin and end "
        "with tokens; use unaligned='skip' to leave such spans out"
    )


def to_conll(entities: Exchange, unaligned: str) -> str:
    """Write CoNLL text: see :meth:`Entities.to_conll`."""
    from lexicount.tokens.words import tokenize

    _check_unaligned(unaligned, ("raise", "skip"))
    docs = entities.documents
    tokens = tokenize(docs, punctuation=True)
    lines: list[str] = []
    for index in range(len(docs)):
        text = docs.text(index) or ""
        offsets = [(start, end) for start, end in tokens.offsets(index) if text[start:end].strip()]
        tags = ["O"] * len(offsets)
        starts = {start: place for place, (start, _) in enumerate(offsets)}
        ends = {end: place for place, (_, end) in enumerate(offsets)}
        for start, end, label, _ in entities.spans(index):
            first, last = starts.get(start), ends.get(end)
            if first is None or last is None:
                if unaligned == "raise":
                    raise _misfit(entities, index, (start, end, label))
                continue
            tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
        lines += [f"{_DOCUMENT} O", ""]
        end = 0
        for (start, stop), tag in zip(offsets, tags, strict=True):
            # A blank line in the text, outside of a name, ends a sentence of the file.
            if text[end:start].count("\n") > 1 and lines[-1] and not tag.startswith("I-"):
                lines.append("")
            lines.append(f"{text[start:stop]} {tag}")
            end = stop
        if lines[-1]:
            lines.append("")
    return "\n".join(lines) + "\n" if lines else ""


def conll_rows(source: str | os.PathLike[str]) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of CoNLL text, or of a file where `source` is a path."""
    if isinstance(source, str) and ("\n" in source or not source):
        text = source
    else:
        text = Path(source).read_text(encoding="utf-8")
    texts: list[str] = []
    rows: list[list[Row]] = []
    for sentences in _conll_documents(text):
        made = ""
        found: list[Row] = []
        for sentence in sentences:
            # A blank line between sentences, which no name runs over.
            made += "\n\n" if made else ""
            made = _add_sentence(made, sentence, found)
        texts.append(made)
        rows.append(found)
    return texts, rows


def _conll_documents(text: str) -> Iterator[list[list[tuple[str, str]]]]:
    """Yield documents as lists of sentences, which are lists of tokens with their tags."""
    sentences: list[list[tuple[str, str]]] = [[]]
    marked = False
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.split()
        if not fields:
            sentences.append([])
        elif fields[0] == _DOCUMENT:
            if marked or any(sentences):
                yield [sentence for sentence in sentences if sentence]
            sentences, marked = [[]], True
        elif len(fields) == 1:
            raise InputError(f"line {number}: {line!r} has no tag; give a token and its tag")
        else:
            tag = fields[-1]
            if tag != "O" and tag[:2] not in ("B-", "I-"):
                raise InputError(f"line {number}: tag {tag!r} is none of B-LABEL, I-LABEL, O")
            sentences[-1].append((fields[0], tag))
    if marked or any(sentences):
        yield [sentence for sentence in sentences if sentence]


def _add_sentence(made: str, sentence: list[tuple[str, str]], found: list[Row]) -> str:
    """Append the tokens of a sentence to a text, and its names to `found`."""
    before = ""
    for place, (token, tag) in enumerate(sentence):
        made += " " if place else ""
        start = len(made)
        made += token
        label = tag[2:]
        # In the older scheme, IOB1, a name may begin with I-.
        if tag.startswith("I-") and before == label:
            found[-1] = (found[-1][0], len(made), label, None, None)
        elif label:
            found.append((start, len(made), label, None, None))
        before = label
    return made


def to_standoff(entities: Exchange, *, names: bool) -> str:
    """Write standoff JSON: see :meth:`Entities.to_standoff`."""
    docs = entities.documents
    lines = []
    for index, id_ in enumerate(docs.ids):
        spans = [
            [start, end, label, name] if names else [start, end, label]
            for start, end, label, name in entities.spans(index)
        ]
        record = {"id": id_, "text": docs.text(index), "entities": spans}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def standoff_rows(
    source: str | os.PathLike[str] | Iterable[Any],
) -> tuple[Documents, list[list[Row]]]:
    """Return documents and spans of standoff records, JSON lines, or a file of them."""
    texts, rows, ids = [], [], []
    for number, record in enumerate(_records(source)):
        text, spans = _standoff(number, record)
        texts.append(text)
        rows.append(spans)
        own = record.get("id") if isinstance(record, dict) else None
        ids.append(own if isinstance(own, (int, str)) else None)
    known = [own for own in ids if own is not None]
    one_kind = len({type(own) for own in known}) == 1 and len(set(known)) == len(ids)
    return documents(texts, ids=known if one_kind and known else None), rows


def _records(source: str | os.PathLike[str] | Iterable[Any]) -> list[Any]:
    if isinstance(source, str) and source.lstrip()[:1] in ("{", "[", ""):
        text = source
    elif isinstance(source, (str, os.PathLike)):
        text = Path(source).read_text(encoding="utf-8")
    else:
        return list(source)
    try:
        if text.lstrip().startswith("["):
            made: Any = json.loads(text)
            return list(made)
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except json.JSONDecodeError as error:
        raise InputError(f"standoff records: not JSON ({error}); give one object a line") from None


def _standoff(number: int, record: Any) -> tuple[str | None, list[Row]]:
    if isinstance(record, (list, tuple)) and len(record) == 2:
        # spaCy's training data: [text, {"entities": [...]}].
        record = {"text": record[0], **record[1]}
    if not isinstance(record, dict):
        raise InputError(f"record {number}: {record!r} is no object with a text")
    if "annotations" in record and isinstance(record.get("data"), dict):
        return record["data"].get("text"), _label_studio(record)
    if "text" not in record:
        raise InputError(f"record {number}: has no text; it has {', '.join(map(str, record))}")
    spans: list[Any] = next(
        (record[key] for key in ("entities", "label", "labels") if key in record), []
    )
    return record["text"], [_row(number, _flat(span)) for span in spans]


def _flat(span: Any) -> Any:
    """Return a span that is an object as a tuple."""
    if not isinstance(span, dict):
        return span
    keys = ("start", "start_offset"), ("end", "end_offset"), ("label",)
    values = [next((span[key] for key in names if key in span), None) for names in keys]
    return (*values, span.get("name"))


def _label_studio(record: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for annotation in record["annotations"][:1]:
        for result in annotation.get("result", ()):
            value = result.get("value", {})
            labels = value.get("labels", ())
            rows += [(value["start"], value["end"], label, None, None) for label in labels]
    return rows


_FORMAT = "lexicount entities"
_VERSION = 1


def state(entities: Exchange) -> dict[str, Any]:
    """Return all that makes entities, as plain values."""
    docs = entities.documents
    numbers = range(len(docs))
    if any(docs.skipped(number) for number in numbers):
        raise ConfigError(
            "entities of documents that were cut cannot be saved or merged; count the raw documents"
        )
    return {
        "ids": docs.ids,
        "metadata": docs.metadata,
        "texts": [docs.text(number) for number in numbers],
        "found": entities._core.found(),
        "link": entities._core.link,
    }


def restored(saved: Mapping[str, Any]) -> _core.Entities:
    """Make entities of their state."""
    docs = documents(saved["texts"], ids=saved["ids"], metadata=saved["metadata"])
    rules, aliases, keep_apart = saved["link"]
    pairs = [(name, form) for name, form in keep_apart]
    options = rules, [(name, forms) for name, forms in aliases], pairs
    return _core.found_entities(docs._core, saved["found"], options)


def save(entities: Exchange, path: str | os.PathLike[str]) -> None:
    """Write entities to a file: see :meth:`Entities.save`."""
    target = Path(path)
    part = target.with_name(target.name + ".part")
    record = {"format": _FORMAT, "version": _VERSION, **state(entities)}
    part.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    part.replace(target)


def load(path: str | os.PathLike[str]) -> Entities:
    """Read entities from a file: see :meth:`Entities.load`."""
    from lexicount.entities.counting import Entities

    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: no saved entities ({error})") from None
    if not isinstance(record, dict) or record.get("format") != _FORMAT:
        raise FormatError(f"{path}: no saved entities")
    if record.get("version") != _VERSION:
        version = record.get("version")
        raise FormatError(f"{path}: version {version}; this lexicount reads {_VERSION}")
    try:
        return Entities(restored(record))
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{path}: damaged ({error})") from None


def merged(one: Exchange, other: Exchange) -> Entities:
    """Join the entities of two collections of documents, as one pass over both."""
    from lexicount.entities.counting import Entities

    first, second = state(one), state(other)
    if first["link"] != second["link"]:
        raise ConfigError("entities that were joined in two ways cannot be merged; relink one")
    sizes = len(first["texts"]), len(second["texts"])
    numbered = all(
        of["ids"] == list(range(size)) for of, size in zip((first, second), sizes, strict=True)
    )
    ids = list(range(sum(sizes))) if numbered else [*first["ids"], *second["ids"]]
    if len({type(own) for own in ids}) > 1:
        ids = [str(own) for own in ids]
    found = json.loads(first["found"]) + json.loads(second["found"])
    names = [
        *first["metadata"],
        *(name for name in second["metadata"] if name not in first["metadata"]),
    ]
    metadata = {
        name: [
            value
            for of, size in zip((first, second), sizes, strict=True)
            for value in of["metadata"].get(name, [None] * size)
        ]
        for name in names
    }
    texts = first["texts"] + second["texts"]
    saved = {"ids": ids, "metadata": metadata, "texts": texts, "found": json.dumps(found)}
    return Entities(restored({**saved, "link": first["link"]}))
