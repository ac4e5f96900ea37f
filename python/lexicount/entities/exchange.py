"""Import and export of entities: other programs, files, pickles."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._files import content_of, read_text, write_text
from lexicount.corpus.collection import Documents, documents
from lexicount.entities.formats.conll import read_conll, write_conll
from lexicount.entities.formats.label_studio import read_label_studio, write_label_studio
from lexicount.entities.formats.prodigy import read_prodigy, write_prodigy
from lexicount.entities.formats.rows import checked_row
from lexicount.entities.formats.spacy import read_spacy, write_spacy
from lexicount.entities.formats.standoff import read_standoff, write_standoff
from lexicount.entities.linking import InContext, link_options
from lexicount.entities.saved import (
    ENTITIES_FORMAT,
    entities_from_json,
    entities_state,
    entities_to_json,
    merged_entities,
    restored_entities,
)
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal, Self

    from lexicount.corpus.collection import Texts

__all__ = ["ExchangedEntities"]


class ExchangedEntities(Result):
    """The import and export part of :class:`lexicount.Entities`."""

    def __init__(self, core: _core.Entities) -> None:
        self._core = core

    @property
    def documents(self) -> Documents:
        """The documents that were counted."""
        return Documents(self._core.documents)

    def spans(self, index: int) -> list[tuple[int, int, str, str]]:
        """Return the mentions in one document.

        Parameters
        ----------
        index : int
            The index of the document.

        Returns
        -------
        list of (int, int, str, str)
            Start and end in code points, label, name; in order, without overlaps.
        """
        return self._core.spans(index)

    @classmethod
    def from_spans(
        cls,
        texts: Texts,
        spans: Iterable[Iterable[tuple[Any, ...]]],
        *,
        overlaps: Literal["raise", "longest"] = "raise",
        link: str | Iterable[str] | None = None,
        aliases: Mapping[str, Iterable[str | InContext]] | None = None,
        keep_apart: Iterable[tuple[str, str | InContext]] = (),
    ) -> Self:
        """Link and count the entities that another program found.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            See :func:`lexicount.documents`.
        spans : iterable of iterables
            For each document its spans: (start, end, label), optionally with a name as fourth and
            a confidence from 0 to 1 as fifth value. Offsets are code points.
        overlaps : {"raise", "longest"}
            What to do with overlapping spans: raise, or keep the longest, then the first.
        link, aliases, keep_apart
            As for :func:`count_entities`.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            If a span is empty, reaches beyond its text or overlaps another, or if the number of
            lists is not the number of documents.
        InputError
            If an item is not a span.

        Examples
        --------
        >>> import lexicount as lc
        >>> spans = [[(0, 10, "PERSON"), (17, 21, "PERSON")]]
        >>> lc.Entities.from_spans(["Marek Voss left, Voss slept."], spans)[0]
        Entity(label='PERSON', name='Marek Voss', mentions=2, documents=1, \
surface_forms={'Marek Voss': 1, 'Voss': 1})
        """
        if overlaps not in ("raise", "longest"):
            raise ConfigError(f"overlaps={overlaps!r}: unknown; use 'raise' or 'longest'")
        core = _core.given_entities(
            documents(texts)._core,
            [[checked_row(number, span) for span in of] for number, of in enumerate(spans)],
            longest=overlaps == "longest",
            link=link_options(link, aliases, keep_apart),
        )
        return cls(core)

    @classmethod
    def from_spacy(
        cls, docs: Iterable[Any], *, spans_key: str | None = None, **options: Any
    ) -> Self:
        """Link and count the entities of spaCy documents.

        Parameters
        ----------
        docs : Doc, iterable of Doc, or DocBin of spacy.tokens
            Their ``ents`` are used, with ``kb_id_`` as the name if an entity linker set it, or the
            component of ``lexicount.spacy``.
        spans_key : str, optional
            Use this group of ``doc.spans`` instead.
        **options
            As for :meth:`from_spans`. Use ``overlaps="longest"`` for a group with spans that
            overlap.

        Returns
        -------
        Entities

        Raises
        ------
        InputError
            If an item is not a document of spaCy or has no such spans.
        ConfigError
            If spans overlap and `overlaps` is ``"raise"``.
        """
        texts, rows = read_spacy(docs, spans_key=spans_key)
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_conll(cls, source: str | os.PathLike[str], **options: Any) -> Self:
        r"""Link and count the entities of a CoNLL file.

        Parameters
        ----------
        source : str or path
            CoNLL text, or a path: one token per line, its tag (``B-PER``, ``I-PER``, ``O``; BIO2,
            IOB1, BIOES or BILOU) in the last column, blank lines between sentences,
            ``-DOCSTART-`` between documents. Columns are separated by spaces or, if the line has
            any, by tabs; a token may then hold spaces.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities
            The texts have one space between tokens and a blank line between sentences.

        Raises
        ------
        InputError
            If a line of the text is malformed.
        FileError, DecodeError, FormatError
            If the file cannot be read, is not UTF-8, or has a malformed line.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.Entities.from_conll("Marek B-PERSON\nVoss I-PERSON\nleft O\n").spans(0)
        [(0, 10, 'PERSON', 'Marek Voss')]
        """
        if isinstance(source, str) and ("\n" in source or not source):
            texts, rows = read_conll(source)
        else:
            with content_of(source) as text:
                texts, rows = read_conll(text)
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_standoff(cls, source: str | os.PathLike[str] | Iterable[Any], **options: Any) -> Self:
        """Link and count the entities of standoff records.

        Parameters
        ----------
        source : str, path or iterable
            JSON lines or a JSON array, a path to them, or the records themselves: objects with
            ``text`` and ``entities`` (spaCy 2), ``label`` or ``labels`` (Doccano), each a list of
            ``[start, end, label]`` or ``{"start": …, "end": …, "label": …}``; or records of
            :meth:`from_prodigy` and :meth:`from_label_studio`. ``id`` becomes the id if all records
            have one.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities

        Raises
        ------
        InputError
            If a record is malformed.
        FileError, DecodeError, FormatError
            If the file cannot be read, is not UTF-8, or has a malformed record.

        Examples
        --------
        >>> import lexicount as lc
        >>> record = {"text": "Marek Voss left.", "entities": [[0, 10, "PERSON"]]}
        >>> lc.Entities.from_standoff([record])[0].name
        'Marek Voss'
        """
        texts, rows = read_standoff(source)
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_prodigy(
        cls,
        source: str | os.PathLike[str] | Iterable[Any],
        *,
        unaccepted: Literal["raise", "skip"] = "raise",
        **options: Any,
    ) -> Self:
        """Link and count the entities of Prodigy's records.

        Parameters
        ----------
        source : str, path or iterable
            JSON lines (``prodigy db-out``) or a JSON array, a path to them, or the records
            themselves: objects with ``text`` and ``spans``. Each record is a document. ``meta``
            becomes its metadata, and ``id`` in it the id if all records have one. Tokens, relations
            and text categories are not read.
        unaccepted : {"raise", "skip"}
            What to do with records whose ``answer`` is ``"reject"`` or ``"ignore"``.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities

        Raises
        ------
        InputError
            If a record is malformed, or was not accepted and `unaccepted` is ``"raise"``.
        ConfigError
            If an option is invalid, or a span is not within its text.
        FileError, DecodeError, FormatError
            If the file cannot be read, is not UTF-8, or has a malformed record.

        Examples
        --------
        >>> import lexicount as lc
        >>> span = {"start": 0, "end": 10, "label": "PERSON"}
        >>> record = {"text": "Marek Voss left.", "spans": [span], "answer": "accept"}
        >>> lc.Entities.from_prodigy([record])[0].name
        'Marek Voss'
        """
        texts, rows = read_prodigy(source, unaccepted=unaccepted)
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_label_studio(
        cls,
        source: str | os.PathLike[str] | Iterable[Any],
        *,
        text: str = "text",
        use: Literal["annotations", "predictions"] = "annotations",
        several: Literal["raise", "first", "last"] = "raise",
        **options: Any,
    ) -> Self:
        """Link and count the entities of an export of Label Studio.

        Parameters
        ----------
        source : str, path or iterable
            The export as JSON or JSON-MIN, a path to it, or the tasks themselves. Each task is a
            document with the id of the task; its other data become metadata. Relations, choices and
            other results without a span are not read.
        text : str
            The key of the text in the data of a task.
        use : {"annotations", "predictions"}
            Whose regions to read.
        several : {"raise", "first", "last"}
            What to do if a task has several of these. Cancelled annotations do not count.
        **options
            As for :meth:`from_spans`. Use ``overlaps="longest"`` for regions that overlap or have
            several labels.

        Returns
        -------
        Entities

        Raises
        ------
        InputError
            If a task is malformed, has several annotations and `several` is ``"raise"``, or the
            text of a region is not that at its offsets.
        ConfigError
            If an option is invalid, or regions overlap and `overlaps` is ``"raise"``.
        FileError, DecodeError, FormatError
            If the file cannot be read, is not UTF-8, or has a malformed task.

        Examples
        --------
        >>> import lexicount as lc
        >>> value = {"start": 0, "end": 10, "text": "Marek Voss", "labels": ["PERSON"]}
        >>> task = {"id": 7, "data": {"text": "Marek Voss left."},
        ...         "annotations": [{"result": [{"type": "labels", "value": value}]}]}
        >>> lc.Entities.from_label_studio([task])[0].name
        'Marek Voss'
        """
        texts, rows = read_label_studio(source, text=text, use=use, several=several)
        return cls.from_spans(texts, rows, **options)

    def to_spacy(
        self, nlp: Any, *, unaligned: Literal["raise", "skip", "expand"] = "raise"
    ) -> list[Any]:
        """Return spaCy documents with these entities.

        Parameters
        ----------
        nlp : spacy.language.Language
            The pipeline whose tokenizer makes the documents, such as ``spacy.blank("en")``.
        unaligned : {"raise", "skip", "expand"}
            What to do with a mention that does not begin and end with tokens.

        Returns
        -------
        list of spacy.tokens.Doc
            A missing document becomes an empty one.

        Raises
        ------
        ConfigError
            If a mention does not fit and `unaligned` is ``"raise"``.
        """
        return write_spacy(self.documents, self.spans, nlp, unaligned=unaligned)

    def to_conll(self, *, unaligned: Literal["raise", "skip"] = "raise") -> str:
        """Return the mentions in CoNLL format: one token and its BIO2 tag per line.

        The tokens are those of :func:`lexicount.tokenize` with punctuation, but a possessive
        ending is a token of its own ("Oslo", "'s"), unless a mention holds the whole word
        ("Moody's"). A word is also divided where a mention that lexicount found begins or ends.

        Parameters
        ----------
        unaligned : {"raise", "skip"}
            What to do with a mention of another program that does not begin and end with tokens.

        Returns
        -------
        str
            With a line ``-DOCSTART- O`` before each document, and the blank lines of the text.

        Raises
        ------
        ConfigError
            If a mention does not fit and `unaligned` is ``"raise"``.

        Examples
        --------
        >>> import lexicount as lc
        >>> print(lc.count_entities("It hurt Kabul.").to_conll(), end="")
        -DOCSTART- O
        <BLANKLINE>
        It O
        hurt O
        Kabul B-GPE
        . O
        <BLANKLINE>
        """
        found = self._core.mentions(index=None, labels=None, values=False)
        found_by = Table(found)["found_by"]
        return write_conll(self.documents, self.spans, found_by, unaligned=unaligned)

    def to_standoff(self, *, names: bool = False) -> str:
        """Return the mentions as standoff JSON lines, which :meth:`from_standoff` reads.

        Parameters
        ----------
        names : bool
            Also write the name of the entity, as a fourth value.

        Returns
        -------
        str

        Examples
        --------
        >>> import lexicount as lc
        >>> print(lc.count_entities("It hurt Kabul.").to_standoff(), end="")
        {"id": 0, "text": "It hurt Kabul.", "entities": [[8, 13, "GPE"]]}
        """
        return write_standoff(self.documents, self.spans, names=names)

    def to_prodigy(self, *, names: bool = False) -> str:
        """Return the mentions as JSON lines for Prodigy, which :meth:`from_prodigy` reads.

        Prodigy's ``add_tokens`` adds the tokens that some of its recipes need.

        Parameters
        ----------
        names : bool
            Also write the name of the entity, as ``name`` of each span.

        Returns
        -------
        str
            The id and the metadata of a document are its ``meta``.

        Examples
        --------
        >>> import lexicount as lc
        >>> print(lc.count_entities("It hurt Kabul.").to_prodigy(), end="")
        {"text": "It hurt Kabul.", "spans": [{"start": 8, "end": 13, "label": "GPE"}], \
"meta": {"id": 0}}
        """
        return write_prodigy(self.documents, self.spans, names=names)

    def to_label_studio(
        self,
        *,
        text: str = "text",
        use: Literal["annotations", "predictions"] = "predictions",
    ) -> str:
        """Return the mentions as tasks for Label Studio, which :meth:`from_label_studio` reads.

        Parameters
        ----------
        text : str
            The key of the text in the data of a task, ``value="$text"`` in the labelling interface,
            whose tags are named ``label`` and ``text``.
        use : {"annotations", "predictions"}
            What the mentions are written as.

        Returns
        -------
        str
            A JSON array. The confidence of a mention is the score of its region.

        Examples
        --------
        >>> import json
        >>> import lexicount as lc
        >>> tasks = json.loads(lc.count_entities("It hurt Kabul.").to_label_studio())
        >>> tasks[0]["predictions"][0]["result"][0]["value"]
        {'start': 8, 'end': 13, 'text': 'Kabul', 'labels': ['GPE']}
        """
        found = Table(self._core.mentions(index=None, labels=None, values=True))
        return write_label_studio(
            self.documents, self.spans, found["confidence"], text=text, use=use
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write documents and mentions to a JSON file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Equal entities give equal bytes. The file includes the full texts.

        Raises
        ------
        FileError
            If the file cannot be written.
        """
        write_text(path, entities_to_json(self._core, ENTITIES_FORMAT))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what :meth:`save` wrote.

        Parameters
        ----------
        path : str or path

        Returns
        -------
        Entities

        Raises
        ------
        FileError
            If the file cannot be read.
        DecodeError, FormatError
            If the file holds something else, is damaged or of a newer version.
        """
        return cls(entities_from_json(read_text(path), os.fspath(path), ENTITIES_FORMAT))

    def __add__(self, other: object) -> Self:
        """Merge with the entities of more documents; equal to one pass over all of them."""
        if not isinstance(other, ExchangedEntities):
            return NotImplemented
        return type(self)(merged_entities([self._core, other._core]))

    def __radd__(self, other: object) -> Self:
        # sum() begins with 0.
        return self if other == 0 else NotImplemented

    @classmethod
    def merge(cls, parts: Iterable[Self]) -> Self:
        """Return the entities of many collections together; equal to one pass over all of them.

        This is linear in the number of documents of all parts. Adding part after part, as ``sum``
        does, links the documents of the first part again for each of the others.

        Parameters
        ----------
        parts : iterable of Entities
            At least one, in the order of their documents.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            If there are no parts, or parts with different link options.

        Examples
        --------
        >>> import lexicount as lc
        >>> texts = ["Ban Ki-moon met Angela Merkel in Berlin.", "Merkel left Berlin."]
        >>> parts = [lc.count_entities(text) for text in texts]
        >>> lc.Entities.merge(parts).to_dict() == lc.count_entities(texts).to_dict()
        True
        """
        taken = list(parts)
        wrong = next((part for part in taken if not isinstance(part, ExchangedEntities)), None)
        if wrong is not None:
            kind = type(wrong).__name__
            raise ConfigError(f"a part is of type {kind}: give Entities, as count_entities returns")
        if not taken:
            raise ConfigError("no parts to merge: give at least one")
        return cls(merged_entities([part._core for part in taken]))

    def __getstate__(self) -> dict[str, Any]:
        return entities_state(self._core)

    def __setstate__(self, saved: dict[str, Any]) -> None:
        self._core = restored_entities(saved)
