"""Objects that have texts in them but cannot be read as they are, and what to give instead."""

from __future__ import annotations

from lexicount.exceptions import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["check_is_readable"]

_SEVERAL = "has several data sets: choose one, such as data[{first!r}]"
_COMPUTE = "is not computed yet: call .compute() first"
_GROUPS = "is a frame in groups: give the frame itself, and name the column in by="
_DECODE = 'is bytes: decode it first, for instance with .decode("utf-8")'

#: What is wrong and what to do, by package and class, or by package. Without these, iterating over
#: such an object would yield names of columns, or raise an error of its package.
_ADVICE = {
    "builtins.bytearray": _DECODE,
    "builtins.memoryview": _DECODE,
    # Its items are texts.
    "dask.Bag": None,
    "dask": _COMPUTE,
    "datasets.DatasetDict": _SEVERAL,
    "datasets.IterableDatasetDict": _SEVERAL,
    "datasets.IterableDataset": "is streamed and has no columns: give the texts, one from each row",
    "modin": "is a frame of modin: call .modin.to_pandas() first",
    "pandas.DataFrameGroupBy": _GROUPS,
    "pandas.SeriesGroupBy": _GROUPS,
    "polars.Expr": "is an expression: evaluate it in .select() first, and give the column",
    "polars.GroupBy": _GROUPS,
    "polars.LazyFrame": "is not computed yet: call .collect() first",
    "pyspark.Column": "is an expression: select it, and call .toPandas() first",
    "pyspark": "is not computed yet: call .toPandas() first",
}


def check_is_readable(source: Any) -> None:
    """Raise InputError for an object whose texts have to be taken out of it first."""
    own = type(source)
    package = own.__module__.partition(".")[0]
    advice = _ADVICE.get(f"{package}.{own.__name__}", _ADVICE.get(package, ""))
    if advice == "" and hasattr(own, "columns") and not hasattr(own, "__arrow_c_stream__"):
        advice = "is a frame of a package that is not known: convert it to pandas, polars or Arrow"
    if advice:
        first = next(iter(source)) if advice is _SEVERAL else ""
        name = own.__name__ if package == "builtins" else f"{package} {own.__name__}"
        raise InputError(f"the {name} {advice.format(first=first)}")
