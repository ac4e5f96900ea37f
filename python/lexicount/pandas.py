"""The functions of lexicount as methods of pandas objects: ``Series.lc`` and ``DataFrame.lc``.

Importing the module registers both. Each public function that takes texts is a method with the same
options and the same result. On a frame, the first argument names the column of the texts, and all
other columns become metadata. The index becomes the ids, as in :func:`lexicount.documents`.
Functions with one value per text (`tokenize`, `sentences`, `graphemes`, `normalize`, `languages`)
return a Series with the index of the texts.

Type checkers do not see accessors, as they are registered at run time. In typed code call the
functions: ``lc.keyword_frequency(news.text)``.

Requires pandas: ``pip install 'lexicount[pandas]'``.

Examples
--------
>>> import pandas as pd
>>> import lexicount.pandas
>>> news = pd.DataFrame({"text": ["Fire in Moscow.", "Rain."], "paper": ["Post", "Echo"]})
>>> news.text.lc.keyword_frequency()["moscow"]
1
>>> news.lc.keyword_frequency("text", by="paper")["Echo"]["rain"]
1
>>> news.text.lc.tokenize().to_list()
[['Fire', 'in', 'Moscow'], ['Rain']]
"""

from __future__ import annotations

from typing import Any

from lexicount._accessors import Accessor, with_methods
from lexicount._extras import imported
from lexicount.tokens.words import Segments

__all__ = ["FrameAccessor", "SeriesAccessor"]

pd: Any = imported("pandas")


class _PandasAccessor(Accessor):
    def _column(self, values: Any) -> Any:
        if not isinstance(values, Segments):
            return self._series(values)
        segments: list[Any] = values.to_list()
        if values.documents.missing:
            pairs = zip(segments, values.documents, strict=True)
            segments = [None if text is None else own for own, text in pairs]
        return self._series(segments, dtype=object)

    def _series(self, values: list[Any], **options: Any) -> Any:
        name = getattr(self._data, "name", None)
        return pd.Series(values, index=self._data.index, name=name, **options)


@pd.api.extensions.register_series_accessor("lc")
@with_methods(on_frame=False)
class SeriesAccessor(_PandasAccessor):
    """The functions of lexicount on the texts of a Series."""


@pd.api.extensions.register_dataframe_accessor("lc")
@with_methods(on_frame=True)
class FrameAccessor(_PandasAccessor):
    """The functions of lexicount on a column of texts, with the other columns as metadata."""
