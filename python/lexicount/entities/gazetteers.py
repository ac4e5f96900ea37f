"""Gazetteers: lists of names, matched all at once."""

from __future__ import annotations

from collections.abc import Mapping

from lexicount import _core
from lexicount._files import Saved
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.corpus.frames import as_frame, column_values, frame_columns
from lexicount.exceptions import ConfigError, InputError
from lexicount.results import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal, Self, TypeAlias

    from lexicount._core import Gazetteer as _CoreGazetteer
    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

    Names: TypeAlias = Mapping[str, Iterable[str]]
    CaseRule: TypeAlias = Literal["exact", "capitalised", "common", "folded"]
    MatchKind: TypeAlias = Literal["longest", "all", "overlapping"]
    Possessive: TypeAlias = Literal["strip", "keep"]
    Hyphen: TypeAlias = Literal["edge", "part"]

__all__ = ["Gazetteer"]


class Gazetteer(Saved):
    """Names to look for, each with its aliases.

    Matches begin and end at word boundaries. A hyphen matches a space, and a typographic apostrophe
    a plain one; each name has its own case rule. A name that begins or ends with a sign ("Canal+",
    ".NET", "Yahoo!") matches only with it. Names are compiled once and can then be matched in
    any number of texts, saved, loaded and pickled.

    Parameters
    ----------
    names : mapping
        ``{name: [aliases]}`` or ``{label: {name: [aliases]}}``. The name itself always matches.
    label : str
        The label of names without one.
    case : {"capitalised", "exact", "common", "folded"}
        The case rule. ``capitalised``: words capitalised in the name must be capitalised in the
        text. ``exact``: case must be the same. ``common``: as ``capitalised``, but not at the
        beginning of a sentence. ``folded``: case is ignored.
    possessive : {"strip", "keep"}
        Whether a name also matches before ``'s``, which is then not part of the match.
    hyphen : {"edge", "part"}
        Whether a name may begin or end at a hyphen: ``edge`` finds "Kabul" in "Kabul-based".
    blocked : iterable of str
        Names that are never returned and suppress matches inside them, such as "Washington Post"
        for "Washington".

    Raises
    ------
    ConfigError
        If a name has no word, a spelling belongs to two entries, or a rule is unknown.

    Notes
    -----
    Building is linear in the total length of the names, apart from sorting. Matching is linear in
    the number of words of the text; its speed is nearly independent of the number of names.

    Examples
    --------
    >>> import lexicount as lc
    >>> ships = lc.Gazetteer({"Aurora": ["MV Aurora"]}, label="SHIP")
    >>> print(ships.find("The MV Aurora sank. Aurora's crew lived."))
    document  label  name    text       start  end
           0  SHIP   Aurora  MV Aurora      4   13
           0  SHIP   Aurora  Aurora        20   26
    >>> lc.count_entities("The MV Aurora sank. Aurora's crew lived.", gazetteer=ships)["Aurora"]
    Entity(label='SHIP', name='Aurora', mentions=2, documents=1, \
surface_forms={'Aurora': 1, 'MV Aurora': 1})
    """

    def __init__(
        self,
        names: Names | Mapping[str, Names],
        *,
        label: str = "CUSTOM",
        case: CaseRule = "capitalised",
        possessive: Possessive = "strip",
        hyphen: Hyphen = "edge",
        blocked: Iterable[str] = (),
    ) -> None:
        entries: list[tuple[str, str, list[str]]] = []
        for name, value in names.items():
            if isinstance(value, Mapping):
                entries += [_entry(name, inner, others) for inner, others in value.items()]
            else:
                entries.append(_entry(label, name, value))
        n_given = len(entries)
        entries += [_entry(label, name, ()) for name in _list(blocked, "blocked")]
        self._core = _core.Gazetteer(
            [name for _, name, _ in entries],
            labels=[label for label, _, _ in entries],
            aliases=[others for _, _, others in entries],
            cases=None,
            priorities=None,
            blocked=[number >= n_given for number in range(len(entries))],
            metadata=None,
            label=label,
            case=case,
            possessive=possessive,
            hyphen=hyphen,
        )

    @classmethod
    def _of(cls, core: _CoreGazetteer) -> Self:
        made = cls.__new__(cls)
        made._core = core
        return made

    @classmethod
    def from_table(
        cls,
        table: Any,
        *,
        name: str = "name",
        label: str | None = "label",
        aliases: str | None = "aliases",
        case: str | None = "case",
        priority: str | None = "priority",
        blocked: str | None = "blocked",
        default_label: str = "CUSTOM",
        default_case: CaseRule = "capitalised",
        possessive: Possessive = "strip",
        hyphen: Hyphen = "edge",
    ) -> Gazetteer:
        """Make a gazetteer from a table with one entry per row.

        All other columns are metadata, which is returned with every match.

        Parameters
        ----------
        table : frame, Table, mapping of str to sequence, or Arrow data
            A pandas, polars or pyarrow frame, a table of lexicount, a mapping of columns, or
            anything that pyarrow can convert to a table.
        name : str
            The column of names.
        label, aliases, case, priority, blocked : str or None
            The columns of labels, of aliases (lists of str, or one str), of case rules, of
            priorities (integers; the higher one wins if names overlap, missing is 0) and of blocked
            names (booleans; such a name suppresses matches inside it). If a column is missing or
            None, every row has the default.
        default_label : str
            The label of rows without one.
        default_case : {"capitalised", "exact", "common", "folded"}
            The case rule of rows without one.
        possessive, hyphen : str
            As for :class:`Gazetteer`.

        Returns
        -------
        Gazetteer

        Raises
        ------
        InputError
            If there is no column of names, or a name is missing.
        ConfigError
            If a name has no word, a spelling belongs to two entries of one priority, or a rule is
            unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> table = {"name": ["Kabul", "Kyiv"], "aliases": [[], ["Kiev"]], "iso": ["AF", "UA"]}
        >>> cities = lc.Gazetteer.from_table(table, label=None, default_label="CITY")
        >>> print(cities.find("From Kiev to Kabul"))
        document  label  name   text   start  end  iso
               0  CITY   Kyiv   Kiev       5    9  UA
               0  CITY   Kabul  Kabul     13   18  AF
        """
        columns = _columns(table)
        if name not in columns:
            shown = ", ".join(columns)
            raise InputError(f"no column {name!r} to take names from: the columns are {shown}")

        def taken(column: str | None) -> Any | None:
            return None if column is None else columns.pop(column, None)

        names, labels, others, cases = (taken(of) for of in (name, label, aliases, case))
        priorities, hidden = taken(priority), taken(blocked)
        core = _core.Gazetteer(
            names,
            labels=labels,
            aliases=None if others is None else column_values(others),
            cases=cases,
            priorities=None if priorities is None else _numbers(priorities),
            blocked=None
            if hidden is None
            else [_present(value) for value in column_values(hidden)],
            metadata={column: column_values(values) for column, values in columns.items()},
            label=default_label,
            case=default_case,
            possessive=possessive,
            hyphen=hyphen,
        )
        return cls._of(core)

    @classmethod
    def builtin(cls, tables: Iterable[str] | None = None) -> Gazetteer:
        """Return the built-in names.

        Parameters
        ----------
        tables : iterable of str, optional
            The tables to use, see :meth:`builtin_tables`; all by default.

        Returns
        -------
        Gazetteer

        Raises
        ------
        ConfigError
            If a table is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> countries = lc.Gazetteer.builtin(["country"])
        >>> countries.find("From Paris to Niger")["name"]
        ['Niger']
        """
        names = None if tables is None else _list(tables, "tables")
        return cls._of(_core.Gazetteer.builtin(names))

    @staticmethod
    def builtin_tables() -> list[str]:
        """Return the names of the built-in tables.

        Returns
        -------
        list of str
        """
        return _core.Gazetteer.builtin_tables()

    @classmethod
    def _loaded(cls, path: str) -> Self:
        return cls._of(_core.Gazetteer.load(path))

    @classmethod
    def from_bytes(cls, data: bytes) -> Gazetteer:
        """Return the gazetteer from the bytes of :meth:`to_bytes`.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        Gazetteer

        Raises
        ------
        FormatError
            If the bytes are something else, of another version, truncated or damaged.
        """
        return cls._of(_core.Gazetteer.from_bytes(data))

    def to_bytes(self) -> bytes:
        """Return the compiled gazetteer as bytes; equal entries in equal order give equal bytes.

        Returns
        -------
        bytes
        """
        return self._core.to_bytes()

    def find(
        self,
        texts: Texts,
        *,
        kind: MatchKind = "longest",
        threads: int | None = None,
        progress: Progress = None,
    ) -> Table:
        """Find the names in texts.

        Parameters
        ----------
        texts : str, iterable of str, Series, array, frame or Documents
            See :func:`lexicount.documents`.
        kind : {"longest", "all", "overlapping"}
            ``longest``: matches without overlaps; the higher priority wins, then the leftmost,
            then the longest. ``all``: for each word, the longest name that begins there.
            ``overlapping``: every name at every position, with each entry that has it.
        threads : int, optional
            The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not
            depend on it.
        progress : bool or callable, optional
            True for a tqdm bar; a callable receives the bytes done and the total.

        Returns
        -------
        Table
            Columns: ``document`` (id) and the metadata of the document, ``label``, ``name``,
            ``text`` (the surface form), ``start`` and ``end`` (code points), and the metadata of
            the entry, prefixed with ``entry_`` if the column name is taken. In order of position;
            at one position by descending priority, then in the order of the entries.

        Raises
        ------
        InputError
            If an item is not text.
        ConfigError
            If an option is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> places = lc.Gazetteer({"New York": [], "York": []}, label="GPE")
        >>> places.find("New York", kind="overlapping")["text"]
        ['New York', 'York']
        """
        core = self._core.find(
            documents(texts)._core,
            kind=kind,
            run=run_options(threads, progress),
        )
        return Table(core)

    def count(
        self,
        texts: Texts,
        *,
        kind: MatchKind = "longest",
        threads: int | None = None,
        progress: Progress = None,
    ) -> Table:
        """Count the matches of each entry.

        Parameters
        ----------
        texts, kind, threads, progress
            As for :meth:`find`.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``count``, ``documents`` (the number of documents with a
            match), and the metadata of the entry. Most frequent first; ties in the order of the
            entries.

        Raises
        ------
        InputError
            If an item is not text.
        ConfigError
            If an option is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> places = lc.Gazetteer({"Kabul": [], "Kyiv": ["Kiev"]}, label="GPE")
        >>> print(places.count(["Kabul and Kiev", "Kyiv"]))
        label  name   count  documents
        GPE    Kyiv       2          2
        GPE    Kabul      1          1
        """
        core = self._core.count(
            documents(texts)._core,
            kind=kind,
            run=run_options(threads, progress),
        )
        return Table(core)

    def entries(self) -> Table:
        """Return the entries.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``table`` (the built-in table, or ``user``), ``priority``,
            and the metadata.
        """
        return Table(self._core.entries())

    def __len__(self) -> int:
        return len(self._core)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"Gazetteer({len(self):,} names; {', '.join(self._core.labels())})"


def _entry(label: str, name: str, aliases: Iterable[str]) -> tuple[str, str, list[str]]:
    return label, name, _list(aliases, f"aliases of {name!r}")


def _list(values: Iterable[str], what: str) -> list[str]:
    if isinstance(values, str):
        raise ConfigError(f"{what} are the str {values!r}: give a list of str")
    return list(values)


def _columns(table: Any) -> dict[str, Any]:
    """Return the columns of a table of any kind by name."""
    if isinstance(table, Mapping):
        return dict(table)
    if isinstance(table, Table):
        return dict(table.to_dict())
    frame = as_frame(table)
    if frame is None:
        if not hasattr(table, "__arrow_c_stream__"):
            kind = type(table).__name__
            raise InputError(
                f"the table is of type {kind}: give a frame, a mapping of columns or Arrow data"
            )
        import pyarrow as pa

        frame = pa.table(table)
    return frame_columns(frame)


def _numbers(column: Any) -> list[int | None]:
    """Return integers, which frames store as floats if some are missing."""
    numbers = []
    for value in map(_present, column_values(column)):
        if value is not None and int(value) != value:
            raise ConfigError(f"priority {value!r}: use an integer")
        numbers.append(None if value is None else int(value))
    return numbers


def _present(value: Any) -> Any:
    """Return None for missing values: None, NaN, pandas.NA."""
    is_missing = value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value
    return None if is_missing else value
