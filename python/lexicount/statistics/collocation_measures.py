"""Collocations: words that occur together more often than expected."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_integer, checked_strings, checked_top, is_integer, listed
from lexicount._format import MOST_ROWS, plural
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Result, Table
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal, TypeAlias

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount._types import AssociationMeasure, ExpectedCount
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

    Window: TypeAlias = int | tuple[int, int] | Literal["sentence", "bigram"]

__all__ = ["Collocations", "collocations"]


class Collocations(Result):
    """Pairs of words that occur together, strongest first.

    All pairs with a joint count of at least `min_count` are kept; :meth:`select` ranks them by
    another measure without counting again.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["The Red Cross came.", "A red cross hung. The Red Cross left."]
    >>> pairs = lc.collocations(texts, window="bigram", min_count=2)
    >>> pairs
    Collocations(2 pairs of 6, seen 2 times or more; red cross 14.00, the red 13.68)
    >>> pairs.select(measure="t_score").to_dict()["collocate"]
    ['cross', 'red']
    """

    def __init__(
        self,
        core: _core.Collocations,
        *,
        measure: AssociationMeasure = "log_dice",
        min_count: int = 1,
        top: int | None = None,
        counted_from: int = 1,
    ) -> None:
        self._core = core
        self._selection: dict[str, Any] = {"measure": measure, "min_count": min_count}
        self._selection["top"] = checked_top("top", top)
        self._counted_from = counted_from
        self._bar = measure
        # An unknown measure is reported immediately.
        self._core.table(measure=measure, min_count=1, top=0)

    @property
    def measure(self) -> AssociationMeasure:
        """The measure by which pairs are sorted."""
        measure: AssociationMeasure = self._selection["measure"]
        return measure

    @property
    def n_tokens(self) -> int:
        """The number of words and numbers read."""
        return self._core.n_tokens

    @property
    def n_documents(self) -> int:
        """The number of documents, including missing ones."""
        return self._core.n_documents

    def __len__(self) -> int:
        n_pairs = self._core.n_pairs(self._selection["min_count"])
        top = self._selection["top"]
        return n_pairs if top is None else min(n_pairs, top)

    def select(
        self,
        *,
        measure: AssociationMeasure | None = None,
        min_count: int | None = None,
        top: int | None = None,
    ) -> Collocations:
        """Return the same pairs in another order, or fewer of them.

        Parameters
        ----------
        measure : str, optional
            The measure to sort by; unchanged by default.
        min_count : int, optional
            The minimum joint count; not less than the one used for counting.
        top : int, optional
            The maximum number of pairs.

        Returns
        -------
        Collocations

        Raises
        ------
        ConfigError
            If the measure is unknown, or rarer pairs are requested than were kept.
        """
        least = (
            self._selection["min_count"]
            if min_count is None
            else checked_integer("min_count", min_count, least=1)
        )
        if least < self._counted_from:
            raise ConfigError(
                f"min_count={min_count!r}: pairs with a joint count below"
                f" {self._counted_from} were not kept;"
                f" call collocations(..., min_count={min_count!r})"
            )
        return Collocations(
            self._core,
            measure=self.measure if measure is None else measure,
            min_count=least,
            top=top,
            counted_from=self._counted_from,
        )

    def plot(self, n: int = 20, *, ax: Axes | None = None) -> Axes:
        """Draw the first pairs with their measure as bars.

        Parameters
        ----------
        n : int
            The number of pairs.
        ax : matplotlib Axes, optional
            Where to draw; by default on a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ConfigError
            If an argument is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> pairs = lc.collocations("red tea, red tea", window="bigram", min_count=2)
        >>> axes = pairs.plot()
        >>> [label.get_text() for label in axes.get_yticklabels()]
        ['red + tea']
        """
        from lexicount.plots.bars import bars
        from lexicount.plots.style import checked_number

        first = self._first(checked_number(n))
        nodes, collocates = first.column("node"), first.column("collocate")
        is_one = len({*nodes}) == 1 and len(nodes) > 1
        pairs = [f"{node} + {other}" for node, other in zip(nodes, collocates, strict=True)]
        return bars(
            ax,
            collocates if is_one else pairs,
            {self.measure: first.column(self.measure)},
            title=f"Collocates of {nodes[0]}" if is_one else "Words that occur together",
            unit="joint occurrences" if self.measure == "count" else self.measure,
        )

    def top(self, n: int = 10) -> Table:
        """Return the first pairs.

        Parameters
        ----------
        n : int
            The number of pairs.

        Returns
        -------
        Table
        """
        return Table(self._first(n))

    def _first(self, n: int) -> _core.Table:
        top = self._selection["top"]
        return self._core.table(**self._selection | {"top": n if top is None else min(n, top)})

    def _table(self) -> _core.Table:
        return self._core.table(**self._selection)

    def _summary(self) -> str:
        first = self._first(3)
        shown = zip(
            first.column("node"),
            first.column("collocate"),
            first.column(self.measure),
            strict=True,
        )
        pairs = ", ".join(f"{node} {other} {_shown(value)}" for node, other, value in shown)
        least = self._selection["min_count"]
        seen = f" of {self._core.n_seen:,}, seen {least:,} times or more" if least > 1 else ""
        return plural(len(self), "pair") + seen + (f"; {pairs}" if pairs else "")

    def _repr_html_(self) -> str:
        from lexicount._html import html_table

        shown = self._first(MOST_ROWS).to_dict()
        return html_table(shown, n_rows=len(self), caption=repr(self), bar=self._bar)


def collocations(
    texts: Texts,
    *,
    node: str | Iterable[str] | None = None,
    window: Window = 5,
    measure: AssociationMeasure = "log_dice",
    min_count: int = 5,
    top: int | None = None,
    expected: ExpectedCount = "windows",
    stop_words: str | Iterable[str] | None = None,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Collocations:
    """Find words that occur together more often than expected by chance.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    node : str or iterable of str, optional
        Only the collocates of these words; all pairs by default.
    window : int, (int, int), "bigram" or "sentence"
        The window of co-occurrence. 5: up to five words before or after; (0, 5): only after;
        ``"bigram"``: the next word, as (0, 1); ``"sentence"``: the same sentence, counted once.
        Windows end at sentence boundaries unless `cross_sentences`.
    measure : str
        The measure to sort by: any column of measures, or ``"count"``.
    min_count : int
        Ignore pairs with a lower joint count. Rare pairs get high scores by chance from measures
        that divide by E (``pmi``, ``npmi``, ``z_score``).
    top : int, optional
        Show at most this many pairs.
    expected : {"windows", "span", "words"}
        The model of the expected count; see Notes.
    stop_words : str or iterable of str, optional
        Ignore pairs with these words: the list of a language by its ISO 639-1 code, or the words.
        They still occupy positions in windows and count in the margins, unlike the stop words of an
        `analyzer`, which are removed first. A `node` may be a stop word.
    analyzer : Analyzer, optional
        How terms are made from text; it replaces `lowercase`, `keep`, `protect` and
        `cross_sentences`.
    lowercase, keep, protect, cross_sentences, threads, progress
        As for :func:`keyword_frequency`.

    Returns
    -------
    Collocations
        Columns: ``node``, ``collocate``, ``count`` (O, the joint count), ``node_count`` and
        ``collocate_count`` (f1 and f2, the counts of each word; with ``window="sentence"`` the
        numbers of sentences), ``expected`` (E), ``offset`` (the mean position of the collocate
        relative to the node in words; negative before it), and the measures. Highest first; ties in
        code-point order.

        Without a `node` and with a symmetric window, each pair has one row, in which the node is
        the word that more often comes first. Otherwise each row is a node with a collocate in its
        window.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    All measures are based on a 2x2 contingency table: O11 = O of the pair, its row sum R1 and
    column sum C1, the total N; E = R1 C1 / N, R2 = N - R1, C2 = N - C1 (Evert 2008). In windows of
    words the counts are of pairs of positions:

    ``expected="windows"``
        R1 is the number of words in all windows of the node, C1 the number of windows with the
        collocate, N the number of words in all windows. Windows are truncated at sentence
        boundaries, so the margins are exact sums of the joint counts.
    ``expected="span"``
        As if no window were truncated: with k words in a window and n words in total, R1 = k f1,
        C1 = k f2, N = k n, so E = k f1 f2 / n, as in Evert (2008); nltk scores this table divided
        by k.
    ``expected="words"``
        No correction: R1 = f1, C1 = f2, N = n, as in some tools. E is too small by a factor of k,
        and ``g2`` and ``jaccard`` are missing if O exceeds f1 or f2.

    With ``window="sentence"`` all counts are of sentences.

    ================ ================================== ==============================
    log_dice         14 + log2(dice)                    Rychlý 2008
    pmi              log2(O / E)                        Church & Hanks 1990
    npmi             pmi / -log2(O / N)                 Bouma 2009
    pmi2, pmi3       log2(O^2 / E), log2(O^3 / E)       Daille 1994
    g2               2 sum(Oij ln(Oij / Eij))           Dunning 1993; Evert 2005
    t_score          (O - E) / sqrt(O)                  Church et al. 1991
    z_score          (O - E) / sqrt(E)                  Dennis 1965; Evert 2005
    dice             2 min(O, f1, f2) / (f1 + f2)       Dice 1945
    jaccard          O / (R1 + C1 - O)                  Jaccard 1912
    mi_log_f         pmi ln(O + 1)                      Kilgarriff & Tugwell 2001
    delta_p_forward  O11 / R1 - O21 / R2                Ellis 2006; Gries 2013
    delta_p_backward O11 / C1 - O12 / C2                Ellis 2006; Gries 2013
    ================ ================================== ==============================

    ``g2`` has the sign of O - E, so that words that avoid each other come last. ``log_dice`` and
    ``dice`` do not use E; they depend on f1 and f2 whatever the window. Where windows overlap, O
    counts an occurrence several times and may exceed f1 or f2; ``dice``, a proportion of
    occurrences, does not, so it is at most 1 and ``log_dice`` at most 14. In a symmetric window, a
    word next to itself is counted once per pair of positions, and its R1, C1 and N are halved.

    Linear in the length of the text times the width of the window; sentences of more than 500 words
    are split. Memory: about 16 bytes per word, and 24 bytes per pair of at least `min_count`; rarer
    pairs are never stored.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Strong tea, please.", "She made strong tea.", "A strong man made weak tea."]
    >>> found = lc.collocations(texts, node="tea", window=2, min_count=2).to_dict()
    >>> found["collocate"], found["count"], found["offset"], found["dice"]
    (['made', 'strong'], [2, 2], [-2.0, -1.0], [0.8, 0.6666666666666666])
    """
    least = checked_integer("min_count", min_count, least=1)
    words = listed(stop_words)
    core = _core.count_collocations(
        documents(texts)._core,
        analyzer=chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            keep=keep,
            protect=protect,
            cross_sentences=cross_sentences,
        )._core,
        nodes=_nodes(node),
        window=_bounds(window),
        min_count=least,
        expected=expected,
        stop_words=words if words is None else checked_strings("stop_words", words),
        run=run_options(threads, progress),
    )
    return Collocations(core, measure=measure, min_count=least, top=top, counted_from=least)


def _nodes(node: str | Iterable[str] | None) -> list[str] | None:
    if node is None:
        return None
    nodes = [node] if isinstance(node, str) else list(node)
    for one in nodes:
        if not isinstance(one, str):
            raise ConfigError(f"node: {one!r} is of type {type(one).__name__}; give str")
    return nodes


def _bounds(window: object) -> tuple[int, int] | None:
    """Return the numbers of words to the left and right, or None for a sentence."""
    if window == "sentence":
        return None
    if window == "bigram":
        return (0, 1)
    sides = window if isinstance(window, list | tuple) else (window, window)
    if len(sides) == 2 and all(is_integer(side, 0, 2**32 - 1) for side in sides):
        left, right = sides
        return int(left), int(right)
    raise ConfigError(
        f"window={window!r}: give a number of words, two such as (0, 5), 'bigram' or 'sentence'"
    )


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}"
