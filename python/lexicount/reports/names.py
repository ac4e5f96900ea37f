"""The sections on named entities, and on dates, figures and addresses."""

from __future__ import annotations

from lexicount._format import one_line, plural
from lexicount.reports.html import attribute, isolated, opener, place_link, section
from lexicount.reports.model import kinds_in_order
from lexicount.reports.tables import ranked
from lexicount.reports.wording import known_day, value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lexicount.entities.entity import Entity
    from lexicount.reports.cells import Cells
    from lexicount.reports.counting import Key, Listed
    from lexicount.reports.entries import Entries
    from lexicount.reports.model import Catalog, Kind

__all__ = ["add_names", "figures", "names"]

_HEADS = ("Name", "Mentions", "Documents")
#: The entities of a card that are seen at once.
_MOST_ROWS = 10
_MOST_FIGURES = 12


def add_names(listed: Mapping[Key, Listed], cells: Cells, entries: Entries) -> None:
    """Add the listed entities to the entries."""
    for one in listed.values():
        by_cell = cells.counts(one.documents)
        entity = one.entity
        name = value_text(entity.label, entity.name)
        one.entry = entries.add(
            name, "mention", entity.mentions, by_cell, one.uses, is_further=one.is_further
        )


def names(listed: Mapping[Key, Listed], catalog: Catalog, after: str) -> str:
    """Return a card for each label of named entities, and what follows them."""
    cards = [
        _name_card(kind, rows, catalog) for kind, rows in _by_kind(listed) if kind.is_named_entity
    ]
    if not cards:
        return ""
    note = "Surface forms of one entity are counted together; they are listed below its name."
    body = f'<div class="cards">{"".join(cards)}</div>{after}'
    return section("entities", "Who and where", body, note)


def _by_kind(listed: Mapping[Key, Listed]) -> list[tuple[Kind, list[Listed]]]:
    by_label: dict[str, list[Listed]] = {}
    for (label, _), one in listed.items():
        by_label.setdefault(label, []).append(one)
    return [(kind, by_label[kind.label]) for kind in kinds_in_order(by_label)]


def _name_card(kind: Kind, rows: Sequence[Listed], catalog: Catalog) -> str:
    body = ranked("names", _HEADS, [_name_row(one, catalog) for one in rows], _MOST_ROWS)
    if rows[0].n_others:
        body += f'<p class="note">and {rows[0].n_others:,} more, not listed</p>'
    return _card(kind, rows, body)


def _card(kind: Kind, rows: Sequence[Listed], body: str) -> str:
    n_all = len(rows) + rows[0].n_others
    heading = f"<h3>{isolated(kind.many)} <small>{n_all:,}</small></h3>"
    return f'<section class="card {kind.css}">{heading}{body}</section>'


def _name_row(one: Listed, catalog: Catalog) -> str:
    entity = one.entity
    name = opener(one.entry, isolated(one_line(entity.name))) + _forms(entity)
    n_documents = f"{entity.documents:,}"
    if catalog.has_texts and one.uses:
        label = attribute(f"{n_documents}: first mention of {entity.name}")
        n_documents = _first_mention(one, catalog, n_documents, label)
    return (
        f'<tr data-row="{one.entry}"><th scope="row">{name}</th>'
        f'<td class="n">{entity.mentions:,}</td><td class="d">{n_documents}</td></tr>'
    )


def _first_mention(one: Listed, catalog: Catalog, text: str, label: str = "") -> str:
    number, start, end = one.uses[0]
    return place_link(catalog, number, text, (start, end), anchor=one.anchor(number), label=label)


def _forms(entity: Entity) -> str:
    """Return the surface forms, if they differ from the name."""
    forms = list(entity.surface_forms.items())
    if [form for form, _ in forms] == [entity.name]:
        return ""
    said = [f"{isolated(one_line(form))} {count:,}" for form, count in forms[:8]]
    if len(forms) > 8:
        said.append(f"{len(forms) - 8:,} more")
    return f" <small>{', '.join(said)}</small>"


def figures(listed: Mapping[Key, Listed]) -> str:
    """Return a card for each label of dates, figures and addresses."""
    cards = [
        _figure_card(kind, rows) for kind, rows in _by_kind(listed) if not kind.is_named_entity
    ]
    if not cards:
        return ""
    body = f'<div class="cards small">{"".join(cards)}</div>'
    return section("figures", "Dates, figures and addresses", body)


def _figure_card(kind: Kind, rows: Sequence[Listed]) -> str:
    items = [_figure(one) for one in rows]
    body = f'<ul class="chips">{"".join(items[:_MOST_FIGURES])}</ul>'
    if items[_MOST_FIGURES:]:
        n_more = len(items) - _MOST_FIGURES
        body += (
            f'<details class="more"><summary>{n_more:,} more</summary>'
            f'<ul class="chips">{"".join(items[_MOST_FIGURES:])}</ul></details>'
        )
    if rows[0].n_others:
        body += f'<p class="note">and {rows[0].n_others:,} more, not listed</p>'
    return _card(kind, rows, f'<div class="ranked">{body}</div>')


def _figure(one: Listed) -> str:
    entity = one.entity
    # "£12m" says more to a reader than its normal form, which is shown on hover; "last year" less.
    surface = one_line(next(iter(entity.surface_forms), entity.name))
    written = known_day(entity.label, entity.name) or surface
    forms = ", ".join(list(entity.surface_forms)[:8])
    value = value_text(entity.label, entity.name)
    said = attribute(f"{value} · {forms} · {plural(entity.documents, 'document')}")
    return (
        f'<li data-row="{one.entry}" title="{said}">{opener(one.entry, isolated(written))} '
        f'<b class="n">{entity.mentions:,}</b></li>'
    )
