"""JSON records: of a file, of JSON text, or as Python objects."""

from __future__ import annotations

import os
from functools import wraps

from lexicount._files import content_of
from lexicount.corpus.collection import Documents, documents
from lexicount.exceptions import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

    Options = ParamSpec("Options")
    Result = TypeVar("Result")

    #: JSON lines or a JSON array, a path to them, or the records themselves.
    Records: TypeAlias = str | os.PathLike[str] | Iterable[Any]

__all__ = ["as_documents", "json_lines", "metadata_of", "reader_of_records"]


def reader_of_records(
    read: Callable[Concatenate[list[Any], Options], Result],
) -> Callable[Concatenate[Records, Options], Result]:
    """Let a function of records also take JSON text or a path, whose name its errors give."""

    @wraps(read)
    def read_source(source: Records, /, *args: Options.args, **kwargs: Options.kwargs) -> Result:
        if isinstance(source, str) and source.lstrip()[:1] in ("{", "[", ""):
            return read(_parsed(source), *args, **kwargs)
        if isinstance(source, (str, os.PathLike)):
            with content_of(source) as text:
                return read(_parsed(text), *args, **kwargs)
        return read(list(source), *args, **kwargs)

    return read_source


def _parsed(text: str) -> list[Any]:
    import json

    try:
        if text.lstrip().startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except json.JSONDecodeError as error:
        raise InputError(
            f"records: not JSON ({error}); give a JSON array or one object per line"
        ) from None


def json_lines(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as JSON lines."""
    import json

    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_documents(
    texts: Sequence[str | None],
    ids: Sequence[Any],
    metadata: Sequence[Mapping[str, Any]] = (),
) -> Documents:
    """Return documents with the ids, if all records have one of a kind, and with metadata."""
    known = [own for own in ids if isinstance(own, (int, str)) and not isinstance(own, bool)]
    one_kind = len({type(own) for own in known}) == 1 and len(set(known)) == len(ids)
    names = list(dict.fromkeys(name for row in metadata for name in row))
    columns = {name: _column([row.get(name) for row in metadata]) for name in names}
    return documents(list(texts), ids=known if one_kind and known else None, metadata=columns)


def _column(values: list[Any]) -> list[Any]:
    """Return values of one type: as they are, or all as JSON."""
    import json

    types = {type(value) for value in values if value is not None}
    if types <= {int, float} or (len(types) == 1 and types <= {str, bool}):
        return values
    return [
        value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in values
    ]


def metadata_of(docs: Documents, taken: str) -> list[dict[str, Any]]:
    """Return the metadata of each document, without missing values.

    Raises ConfigError if a column has the name `taken`, which the record needs.
    """
    columns = docs.metadata
    if taken in columns:
        raise ConfigError(f"metadata column {taken!r}: a record has its own; rename the column")
    return [
        {name: values[index] for name, values in columns.items() if values[index] is not None}
        for index in range(len(docs))
    ]
