"""Gazetteers: lists of names, looked for all at once."""

from __future__ import annotations

from collections.abc import Mapping

from lexicount import _core
from lexicount._files import Saved
from lexicount._progress import progress_callback
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
    """Names to look for, each with its other spellings.

    Matches begin and end at words. Hyphen and space, and typographic and plain apostrophes, are
    equal; case is a rule of each name. Names and their spellings are compiled once, to be looked
    for in any number of texts, saved, loaded and pickled.

    Parameters
    ----------
    names : mapping
        ``{name: [other spellings]}``, or ``{label: {name: [other spellings]}}``. The name itself is
        always looked for.
    label : str
        The label of names that are not listed under one.
    case : {"capitalised", "exact", "common", "folded"}
        How letters must stand in the text. ``capitalised``: a word that is capitalised in the name
        is so in the text. ``exact``: as in the name. ``common``: as ``capitalised``, but not as the
        first word of a sentence. ``folded``: any.
    possessive : {"strip", "keep"}
        Whether a name is found in front of ``'s``, which is then not part of the match.
    hyphen : {"edge", "part"}
        Whether a name may begin or end at a hyphen: ``edge`` finds "Kabul" in "Kabul-based".
    blocked : iterable of str
        Names that are never given and hide what lies within them: "Washington Post" is no place.

    Raises
    ------
    ConfigError
        Where a name holds no word, or a rule is unknown.

    Notes
    -----
    Building is linear in the length of all names but for sorting them; looking for them is linear
    in the number of words of the text, hardly slower for more names.

    Examples
    --------
    >>> import lexicount as lc
    >>> ships = lc.Gazetteer({"Aurora": ["MV Aurora"]}, label="SHIP")
    >>> print(ships.find("The MV Aurora sank. Aurora's crew lived."))
    document  label  name    text       start  end
    0         SHIP   Aurora  MV Aurora  4      13
    0         SHIP   Aurora  Aurora     20     26
    >>> lc.count_entities("The MV Aurora sank. Aurora's crew lived.", gazetteer=ships)["Aurora"]
    Entity(label='SHIP', name='Aurora', mentions=2, documents=1, \
forms={'Aurora': 1, 'MV Aurora': 1})
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
            blocked=[place >= n_given for place in range(len(entries))],
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
        """Make a gazetteer of a table, an entry a row.

        All columns that are not named here are metadata, which comes back with every match.

        Parameters
        ----------
        table : frame, Table, mapping of str to sequence, or Arrow data
            A pandas, polars or pyarrow frame, a table of lexicount, a mapping of columns, or
            anything that pyarrow makes a table of.
        name : str
            The column of names.
        label, aliases, case, priority, blocked : str or None
            The columns of labels, of other spellings (lists of str, or one str), of case rules, of
            priorities (whole numbers: the higher one wins where names overlap; 0 where missing) and
            of what is blocked (truth values: such a name hides what lies within it). A column that
            is not there, or None, has the default in every row.
        default_label : str
            The label of rows that have none.
        default_case : {"capitalised", "exact", "common", "folded"}
            The case rule of rows that have none.
        possessive, hyphen : str
            As for :class:`Gazetteer`.

        Returns
        -------
        Gazetteer

        Raises
        ------
        InputError
            Where there is no column of names, or a name is missing.
        ConfigError
            Where a name holds no word, or a rule is unknown.

        Examples
        --------
        >>> import lexicount as lc
        >>> table = {"name": ["Kabul", "Kyiv"], "aliases": [[], ["Kiev"]], "iso": ["AF", "UA"]}
        >>> cities = lc.Gazetteer.from_table(table, label=None, default_label="CITY")
        >>> print(cities.find("From Kiev to Kabul"))
        document  label  name   text   start  end  iso
        0         CITY   Kyiv   Kiev   5      9    UA
        0         CITY   Kabul  Kabul  13     18   AF
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
        """Return the names that come with lexicount.

        Parameters
        ----------
        tables : iterable of str, optional
            Which of them: see :meth:`builtin_tables`. All where none are named.

        Returns
        -------
        Gazetteer

        Raises
        ------
        ConfigError
            Where there is no such table.

        Examples
        --------
        >>> import lexicount as lc
        >>> countries = lc.Gazetteer.builtin(["country"])
        >>> countries.find("From Paris to Niger")["name"]
        ['Niger']
        """
        if tables is None:
            return cls._of(_core.Gazetteer.builtin())
        return cls._of(_core.Gazetteer.builtin(_list(tables, "tables")))

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
        """Return the gazetteer of what :meth:`to_bytes` gave.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        Gazetteer

        Raises
        ------
        FormatError
            Where the bytes are something else, of another version, cut short or damaged.
        """
        return cls._of(_core.Gazetteer.from_bytes(data))

    def to_bytes(self) -> bytes:
        """Return the compiled gazetteer; equal entries in equal order give equal bytes.

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
            ``longest``: matches that do not overlap; the higher priority wins, then the leftmost,
            then the longest. ``all``: from each word the longest name that begins there.
            ``overlapping``: every name at every place, and of a name that several entries have,
            each entry.
        threads : int, optional
            How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores. The
            result is the same for any number.
        progress : bool or callable, optional
            True for a tqdm bar; a callable gets the bytes done and the bytes in all.

        Returns
        -------
        Table
            Columns: ``document`` (id) and the metadata of the document, ``label``, ``name``,
            ``text`` (as it stands), ``start`` and ``end`` (code points), and the metadata of the
            entry, with ``entry_`` in front of a name that is taken. In order of place; of matches
            at one place the highest priority first, then in the order of the entries.

        Raises
        ------
        InputError
            Where something is no text.
        ConfigError
            Where an option makes no sense.

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
            threads=threads,
            progress=progress_callback(progress),
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
        """Count how often each entry is named.

        Parameters
        ----------
        texts, kind, threads, progress
            As for :meth:`find`.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``count``, ``documents`` (in how many it is named), and
            the metadata of the entry. Most often first; ties in the order of the entries.

        Raises
        ------
        InputError
            Where something is no text.
        ConfigError
            Where an option makes no sense.

        Examples
        --------
        >>> import lexicount as lc
        >>> places = lc.Gazetteer({"Kabul": [], "Kyiv": ["Kiev"]}, label="GPE")
        >>> print(places.count(["Kabul and Kiev", "Kyiv"]))
        label  name   count  documents
        GPE    Kyiv   2      2
        GPE    Kabul  1      1
        """
        core = self._core.count(
            documents(texts)._core,
            kind=kind,
            threads=threads,
            progress=progress_callback(progress),
        )
        return Table(core)

    def entries(self) -> Table:
        """Return the entries.

        Returns
        -------
        Table
            Columns: ``label``, ``name``, ``table`` (a built-in one, or ``user``), ``priority``, and
            the metadata.
        """
        return Table(self._core.entries())

    def __len__(self) -> int:
        return len(self._core)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"Gazetteer({len(self):,} names; {', '.join(self._core.labels())})"


def _entry(label: str, name: str, aliases: Iterable[str]) -> tuple[str, str, list[str]]:
    return label, name, _list(aliases, f"spellings of {name!r}")


def _list(values: Iterable[str], what: str) -> list[str]:
    if isinstance(values, str):
        raise ConfigError(f"{what} are the str {values!r}: give a list of str")
    return list(values)


def _columns(table: Any) -> dict[str, Any]:
    """Return the columns of whatever is a table, by name."""
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
    """Return whole numbers, which a frame may hold as floats where some are missing."""
    numbers = []
    for value in map(_present, column_values(column)):
        if value is not None and int(value) != value:
            raise ConfigError(f"priority {value!r}: use a whole number")
        numbers.append(None if value is None else int(value))
    return numbers


def _present(value: Any) -> Any:
    """Return None for what is missing: None, NaN, pandas.NA."""
    is_missing = value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value
    return None if is_missing else value
