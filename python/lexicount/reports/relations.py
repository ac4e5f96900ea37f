"""The parts on who and where together: a network of names, and places by country."""

from __future__ import annotations

import math

from lexicount._format import one_line, plural
from lexicount.entities.gazetteers import Gazetteer
from lexicount.reports.html import attribute, escape, head_cells, isolated, opener
from lexicount.reports.wording import value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lexicount.reports.cells import Cells
    from lexicount.reports.counting import Counted, Key, Listed
    from lexicount.reports.entries import Entries

__all__ = ["network", "places"]

#: Names, pairs and countries that are shown.
_MOST_NAMES = 18
_MOST_PAIRS = 30
_MOST_COUNTRIES = 25
_MOST_PLACES = 8
#: The picture is drawn in shares of the width and in pixels of height.
_HEIGHT = 420
_ROUNDS = 150


class _Pair:
    """Two names that are mentioned in the same sentences."""

    __slots__ = ("count", "entry", "keys")

    def __init__(self, keys: tuple[Key, Key], count: int, entry: int) -> None:
        self.keys = keys
        self.count = count
        self.entry = entry


def network(
    counted: Counted,
    listed: Mapping[Key, Listed],
    cells: Cells,
    entries: Entries,
    *,
    threads: int | None,
) -> str:
    """Return the picture of names that occur together in sentences, and the list of pairs."""
    pairs = _pairs(counted, listed, cells, entries, threads)
    if len(pairs) < 3:
        return ""
    items = "".join(
        f'<li data-row="{one.entry}">{opener(one.entry, _pair_text(one))} '
        f'<b class="n">{one.count:,}</b></li>'
        for one in pairs
    )
    note = (
        "Names that are mentioned in the same sentences; the thicker a line, the more sentences. "
        "Open a line or a name for them."
    )
    return (
        f'<h3>Together</h3><p class="note">{note}</p>{_picture(pairs, listed)}'
        f'<details class="more"><summary>{plural(len(pairs), "pair")} as a list</summary>'
        f'<div class="ranked"><ul class="chips">{items}</ul></div></details>'
    )


def _pair_text(one: _Pair) -> str:
    return " – ".join(isolated(one_line(name)) for _, name in one.keys)


def _pairs(
    counted: Counted,
    listed: Mapping[Key, Listed],
    cells: Cells,
    entries: Entries,
    threads: int | None,
) -> list[_Pair]:
    """Return the most frequent pairs of listed names, with their sentences as entries."""
    found = counted.entities.cooccurrence("sentence", min_count=2, threads=threads)
    columns = found.to_dict()
    names = ("source_label", "source", "target_label", "target", "count")
    rows = zip(found._core.edges(), *(columns[name] for name in names), strict=True)
    pairs: list[_Pair] = []
    shown: set[Key] = set()
    for edge, label, name, other_label, other, count in rows:
        keys = ((label, name), (other_label, other))
        if len(pairs) == _MOST_PAIRS:
            break
        if not all(key in listed for key in keys) or len(shown | set(keys)) > _MOST_NAMES:
            continue
        shown.update(keys)
        evidence = found._core.evidence(*edge)
        spans = ("document", "source_start", "source_end", "target_start", "target_end")
        uses = [_both(*row) for row in zip(*map(evidence.column, spans), strict=True)]
        documents: dict[int, int] = {}
        for document, *_ in uses:
            documents[document] = documents.get(document, 0) + 1
        title = f"{one_line(name)} and {one_line(other)}"
        by_cell = cells.counts(documents.items())
        entry = entries.add(title, "sentence", count, by_cell, uses, is_further=True)
        pairs.append(_Pair(keys, count, entry))
    return pairs


def _both(document: int, start: int, end: int, other: int, stop: int) -> tuple[int, int, int]:
    """Return the words from one mention to the other, or the first mention if they are far."""
    first, last = min(start, other), max(end, stop)
    return (document, first, last) if last - first <= 100 else (document, start, end)


def _picture(pairs: Sequence[_Pair], listed: Mapping[Key, Listed]) -> str:
    keys = list(dict.fromkeys(key for one in pairs for key in one.keys))
    numbers = {key: number for number, key in enumerate(keys)}
    edges = [(numbers[one.keys[0]], numbers[one.keys[1]]) for one in pairs]
    points = _layout(len(keys), edges)
    most = max(one.count for one in pairs)
    lines = []
    for one, (a, b) in zip(pairs, edges, strict=True):
        (x1, y1), (x2, y2) = points[a], points[b]
        says = attribute(f"{_plain(one)}: {plural(one.count, 'sentence')}")
        lines.append(
            f'<g data-entry="{one.entry}" aria-label="{says}"><line x1="{x1:.1f}%" y1="{y1:.0f}" '
            f'x2="{x2:.1f}%" y2="{y2:.0f}" stroke-width="{1 + 7 * one.count / most:.1f}">'
            f"<title>{says}</title></line></g>"
        )
    dots = []
    for key, (x, y) in zip(keys, points, strict=True):
        entity = listed[key].entity
        label = one_line(entity.name)
        short = label if len(label) <= 26 else f"{label[:25]}…"
        anchor = "start" if x < 12 else "end" if x > 88 else "middle"
        dots.append(
            f'<g class="{listed[key].entity.label.lower()}" data-entry="{listed[key].entry}" '
            f'aria-label="{attribute(label)}"><circle cx="{x:.1f}%" cy="{y:.0f}" r="6"/>'
            f'<text x="{x:.1f}%" y="{y - 11:.0f}" style="text-anchor:{anchor}">'
            f"{escape(short)}</text></g>"
        )
    return (
        f'<svg class="chart network" width="100%" height="{_HEIGHT}" role="group" '
        f'aria-label="Names in the same sentences">{"".join(lines + dots)}</svg>'
    )


def _plain(one: _Pair) -> str:
    return " – ".join(one_line(name) for _, name in one.keys)


def _layout(n: int, edges: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return a place for each node, in percent and pixels: linked nodes attract each other.

    The forces of Fruchterman and Reingold (1991), from a circle, so that the same names always have
    the same places.
    """
    xs = [math.cos(2 * math.pi * at / n) for at in range(n)]
    ys = [math.sin(2 * math.pi * at / n) for at in range(n)]
    ideal = math.sqrt(4 / n)
    for step in range(_ROUNDS):
        moves = [[0.0, 0.0] for _ in range(n)]
        for a in range(n):
            for b in range(a):
                dx, dy = xs[a] - xs[b], ys[a] - ys[b]
                square = max(dx * dx + dy * dy, 1e-4)
                _push(moves, a, b, dx * ideal**2 / square, dy * ideal**2 / square)
        for a, b in edges:
            dx, dy = xs[a] - xs[b], ys[a] - ys[b]
            pull = -math.hypot(dx, dy) / ideal
            _push(moves, a, b, dx * pull, dy * pull)
        for at in range(n):
            # Without it, parts that are not linked would drift apart.
            moves[at][0] -= xs[at] * 2 * ideal
            moves[at][1] -= ys[at] * 2 * ideal
        heat = 0.2 * (1 - step / _ROUNDS)
        for at, (dx, dy) in enumerate(moves):
            length = max(math.hypot(dx, dy), 1e-6)
            xs[at] += dx / length * min(length, heat)
            ys[at] += dy / length * min(length, heat)
    # Each name has a height of its own, so that no name covers another.
    return list(zip(_spread(xs, 0.5, 5, 95), _spread(ys, 1.0, 26, _HEIGHT - 14), strict=True))


def _push(moves: list[list[float]], a: int, b: int, dx: float, dy: float) -> None:
    moves[a][0] += dx
    moves[a][1] += dy
    moves[b][0] -= dx
    moves[b][1] -= dy


def _spread(values: Sequence[float], evenly: float, least: float, most: float) -> list[float]:
    """Return values between two bounds, moved by this share to equal distances."""
    low, high = min(values), max(values)
    order = sorted(range(len(values)), key=lambda at: (values[at], at))
    ranks = {at: rank for rank, at in enumerate(order)}
    spread = []
    for at, value in enumerate(values):
        own = (value - low) / (high - low) if high > low else 0.5
        even = ranks[at] / max(len(values) - 1, 1)
        spread.append(least + (most - least) * (evenly * even + (1 - evenly) * own))
    return spread


def places(counted: Counted, listed: Mapping[Key, Listed]) -> str:
    """Return the listed places by country, as far as the built-in lists know them."""
    entries = Gazetteer.builtin().entries().to_dict()
    names = {
        code: name
        for table, name, code in zip(
            entries["table"], entries["name"], entries["country"], strict=True
        )
        if table == "country"
    }
    of: dict[str, list[Listed]] = {}
    for (label, _), one in listed.items():
        if label == "GPE":
            country = _country(counted, one, entries["country"])
            if country is not None:
                of.setdefault(country, []).append(one)
    if len(of) < 2:
        return ""
    ordered = sorted(of.items(), key=lambda item: (-_mentions(item[1]), item[0]))
    most = _mentions(ordered[0][1])
    rows = "".join(
        f'<tr><th scope="row">{escape(names.get(code, code))}</th>'
        f'<td class="bar"><i style="width:{100 * _mentions(own) / most:.1f}%"></i></td>'
        f"<td>{_mentions(own):,}</td><td>{_place_list(own)}</td></tr>"
        for code, own in ordered[:_MOST_COUNTRIES]
    )
    head = head_cells("Country", "", "Mentions", "Places")
    note = "Countries and cities listed above that the built-in lists know, over all documents."
    n_more = len(ordered) - _MOST_COUNTRIES
    more = f'<p class="note">and {plural(n_more, "more country")}</p>' if n_more == 1 else ""
    if n_more > 1:
        more = f'<p class="note">and {n_more:,} more countries</p>'
    return (
        f'<h3>Places by country</h3><p class="note">{note}</p>'
        f'<table class="places"><thead>{head}</thead><tbody>{rows}</tbody></table>{more}'
    )


def _mentions(own: Sequence[Listed]) -> int:
    return sum(one.entity.mentions for one in own)


def _place_list(own: Sequence[Listed]) -> str:
    ordered = sorted(own, key=lambda one: (-one.entity.mentions, one.entity.name))
    shown = [
        f"{opener(one.entry, isolated(value_text('GPE', one.entity.name)))} "
        f"<small>{one.entity.mentions:,}</small>"
        for one in ordered[:_MOST_PLACES]
    ]
    if len(ordered) > _MOST_PLACES:
        shown.append(f"{len(ordered) - _MOST_PLACES:,} more")
    return ", ".join(shown)


def _country(counted: Counted, one: Listed, countries: Sequence[str | None]) -> str | None:
    """Return the country of the gazetteer entry of the first mention that has one."""
    table = counted.entities._core.mentions(index=one.number, labels=None, values=True)
    found = table.head(20).column("entry")
    known = [countries[entry] for entry in found if entry is not None]
    return known[0] if known else None
