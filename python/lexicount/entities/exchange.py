"""Entities from other programs and files, and to them."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._files import read_text, write_text
from lexicount.corpus.collection import Documents, documents
from lexicount.entities.formats.conll import read_conll, write_conll
from lexicount.entities.formats.rows import checked_row
from lexicount.entities.formats.spacy import read_spacy, write_spacy
from lexicount.entities.formats.standoff import read_standoff, write_standoff
from lexicount.entities.linking import link_options
from lexicount.entities.saved import (
    entities_from_json,
    entities_state,
    entities_to_json,
    merged_entities,
    restored_entities,
)
from lexicount.exceptions import ConfigError
from lexicount.results import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal, Self

    from lexicount.corpus.collection import Texts

__all__ = ["ExchangedEntities"]


class ExchangedEntities(Result):
    """Mentions in documents, which come from other programs and files, and go there.

    What :class:`lexicount.Entities` is built on.
    """

    def __init__(self, core: _core.Entities) -> None:
        self._core = core

    @property
    def documents(self) -> Documents:
        """The documents that were read."""
        return Documents(self._core.documents)

    def spans(self, index: int) -> list[tuple[int, int, str, str]]:
        """Return the mentions in one document.

        Parameters
        ----------
        index : int
            The document's number.

        Returns
        -------
        list of (int, int, str, str)
            Start and end in code points, label, name; ascending, never overlapping.
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
        aliases: Mapping[str, Iterable[str]] | None = None,
        keep_apart: Iterable[tuple[str, str]] = (),
    ) -> Self:
        """Link and count what another program found.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            See :func:`lexicount.documents`.
        spans : iterable of iterables
            For each document its spans: (start, end, label), where it has another name than what
            is written there (start, end, label, name), and how sure it is, from 0 to 1, as a fifth
            value. Offsets are code points.
        overlaps : {"raise", "longest"}
            Mentions never overlap: raise where they do, or let the longest stay, then the first.
        link, aliases, keep_apart
            As for :func:`count_entities`.

        Returns
        -------
        Entities

        Raises
        ------
        ConfigError
            Where a span is empty, reaches beyond its text or overlaps another, or there is not one
            list for each document.
        InputError
            Where something is no span.

        Examples
        --------
        >>> import lexicount as lc
        >>> spans = [[(0, 10, "PERSON"), (17, 21, "PERSON")]]
        >>> lc.Entities.from_spans(["Marek Voss left, Voss slept."], spans)[0]
        Entity(label='PERSON', name='Marek Voss', mentions=2, documents=1, \
forms={'Marek Voss': 1, 'Voss': 1})
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
    def from_spacy(cls, docs: Iterable[Any], **options: Any) -> Self:
        """Link and count the entities of spaCy documents.

        Parameters
        ----------
        docs : iterable of spacy.tokens.Doc
            Their ``ents``; what an entity linker set (``kb_id_``) is the name.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities
        """
        texts, rows = read_spacy([docs] if hasattr(docs, "ents") else docs)
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_conll(cls, source: str | os.PathLike[str], **options: Any) -> Self:
        r"""Link and count the entities of a CoNLL file.

        Parameters
        ----------
        source : str or path
            The text of one, or a path: a token a line, its tag (``B-PER``, ``I-PER``, ``O``; IOB1
            or BIO2) in the last field; blank lines between sentences, ``-DOCSTART-`` between
            documents.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities
            Its texts have one space between tokens and a blank line between sentences.

        Raises
        ------
        InputError
            Where a line is not so.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.Entities.from_conll("Marek B-PERSON\nVoss I-PERSON\nleft O\n").spans(0)
        [(0, 10, 'PERSON', 'Marek Voss')]
        """
        is_text = isinstance(source, str) and ("\n" in source or not source)
        texts, rows = read_conll(str(source) if is_text else read_text(source))
        return cls.from_spans(texts, rows, **options)

    @classmethod
    def from_standoff(cls, source: str | os.PathLike[str] | Iterable[Any], **options: Any) -> Self:
        """Link and count the entities of standoff records.

        Parameters
        ----------
        source : str, path or iterable
            JSON lines or a JSON array, a path to them, or the records themselves: objects with
            ``text`` and ``entities`` (spaCy 2), ``label`` or ``labels`` (Doccano), each a list of
            ``[start, end, label]`` or ``{"start": …, "end": …, "label": …}``; or an export of
            Label Studio, of which the first annotation counts. ``id`` becomes the id where all
            have one.
        **options
            As for :meth:`from_spans`.

        Returns
        -------
        Entities

        Raises
        ------
        InputError
            Where a record is not so.

        Examples
        --------
        >>> import lexicount as lc
        >>> record = {"text": "Marek Voss left.", "entities": [[0, 10, "PERSON"]]}
        >>> lc.Entities.from_standoff([record])[0].name
        'Marek Voss'
        """
        texts, rows = read_standoff(source)
        return cls.from_spans(texts, rows, **options)

    def to_spacy(
        self, nlp: Any, *, unaligned: Literal["raise", "skip", "expand"] = "raise"
    ) -> list[Any]:
        """Return spaCy documents with these entities.

        Parameters
        ----------
        nlp : spacy.language.Language
            Its tokenizer makes the documents, ``spacy.blank("en")`` for one.
        unaligned : {"raise", "skip", "expand"}
            What is done where a mention does not begin and end with tokens.

        Returns
        -------
        list of spacy.tokens.Doc
            A missing document is an empty one.

        Raises
        ------
        ConfigError
            Where a mention does not fit, and must.
        """
        return write_spacy(self.documents, self.spans, nlp, unaligned=unaligned)

    def to_conll(self, *, unaligned: Literal["raise", "skip"] = "raise") -> str:
        """Return the mentions as a CoNLL file: a token and its BIO2 tag a line.

        Parameters
        ----------
        unaligned : {"raise", "skip"}
            What is done where a mention does not begin and end with words or marks.

        Returns
        -------
        str
            A line ``-DOCSTART- O`` before each document; blank lines where the text has them.

        Raises
        ------
        ConfigError
            Where a mention does not fit, and must.

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
        return write_conll(self.documents, self.spans, unaligned=unaligned)

    def to_standoff(self, *, names: bool = False) -> str:
        """Return the mentions as standoff JSON lines, which :meth:`from_standoff` reads.

        Parameters
        ----------
        names : bool
            Also write the name that each mention belongs to, as a fourth value.

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

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write documents and mentions to a JSON file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Equal entities give equal bytes. Texts are kept in full.

        Raises
        ------
        ConfigError
            Where the documents are cut by :meth:`Cleaned.cut`: keep the raw ones.
        """
        write_text(path, entities_to_json(self._core))

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
        FormatError
            Where it holds something else, is damaged or of a newer version.
        """
        return cls(entities_from_json(read_text(path), os.fspath(path)))

    def __add__(self, other: object) -> Self:
        """Join the entities of more documents: the same as one pass over all of them."""
        if not isinstance(other, ExchangedEntities):
            return NotImplemented
        return type(self)(merged_entities(self._core, other._core))

    def __getstate__(self) -> dict[str, Any]:
        return entities_state(self._core)

    def __setstate__(self, saved: dict[str, Any]) -> None:
        self._core = restored_entities(saved)
