"""The functions of lexicount as methods of polars objects, in the namespace ``lc``.

Importing the module registers it for Series, DataFrame and expressions. Each public function that
takes texts is a method with the same options and the same result. On a frame, the first argument
names the column of the texts, and all other columns become metadata. Functions with one value per
text (`tokenize`, `sentences`, `graphemes`, `normalize`, `languages`) return a Series, and are the
methods of expressions, also in a LazyFrame. For all other functions, collect a LazyFrame first.

Type checkers do not see namespaces, as they are registered at run time. In typed code call the
functions: ``lc.keyword_frequency(news["text"])``.

Requires polars: ``pip install 'lexicount[polars]'``.

Examples
--------
>>> import polars as pl
>>> import lexicount.polars
>>> news = pl.DataFrame({"text": ["Fire in Moscow.", "Rain."], "paper": ["Post", "Echo"]})
>>> news["text"].lc.keyword_frequency()["moscow"]
1
>>> news.lc.keyword_frequency("text", by="paper")["Echo"]["rain"]
1
>>> news.lazy().select(pl.col("text").lc.tokenize().list.len()).collect()["text"].to_list()
[3, 1]
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from lexicount._accessors import ROW_FUNCTIONS, Accessor, with_methods
from lexicount._extras import imported
from lexicount.tokens.words import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ExpressionNamespace", "FrameNamespace", "SeriesNamespace"]

pl: Any = imported("polars")


class _PolarsAccessor(Accessor):
    def _column(self, values: Any) -> Any:
        name = getattr(self._data, "name", "")
        if isinstance(values, Segments):
            return pl.DataFrame(values._core.to_table(spans=False))["tokens"].alias(name)
        return pl.Series(name, values, dtype=pl.String)


@pl.api.register_series_namespace("lc")
@with_methods(on_frame=False)
class SeriesNamespace(_PolarsAccessor):
    """The functions of lexicount on the texts of a Series."""


@pl.api.register_dataframe_namespace("lc")
@with_methods(on_frame=True)
class FrameNamespace(_PolarsAccessor):
    """The functions of lexicount on a column of texts, with the other columns as metadata."""


@pl.api.register_expr_namespace("lc")
class ExpressionNamespace:
    """The functions of lexicount with one value per text."""

    def __init__(self, expression: Any) -> None:
        self._expression = expression


def _expression_method(name: str, *, is_list: bool) -> Callable[..., Any]:
    of_series = getattr(SeriesNamespace, name)

    @wraps(of_series)
    def method(self: ExpressionNamespace, *args: Any, **kwargs: Any) -> Any:
        return self._expression.map_batches(
            lambda series: of_series(SeriesNamespace(series), *args, **kwargs),
            return_dtype=pl.List(pl.String) if is_list else pl.String,
            is_elementwise=True,
        )

    return method


for _name, _is_list in ROW_FUNCTIONS.items():
    setattr(ExpressionNamespace, _name, _expression_method(_name, is_list=_is_list))
