"""Incidents in the columns of four projects that collect them: ACLED, UCDP GED, GTD and GDELT."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    Row: TypeAlias = dict[str, Any]

__all__ = ["LAYOUTS", "best_number", "projected"]

#: What every row says of its origin.
_CODING = "machine-coded by lexicount"

_EXPLOSIONS = ("bombing", "suicide bombing", "air strike", "shelling")

#: Event type and sub-event type of ACLED by type of incident.
_ACLED = {
    "bombing": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "suicide bombing": ("Explosions/Remote violence", "Suicide bomb"),
    "air strike": ("Explosions/Remote violence", "Air/drone strike"),
    "shelling": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "shooting": ("Violence against civilians", "Attack"),
    "stabbing": ("Violence against civilians", "Attack"),
    "arson": ("Riots", "Mob violence"),
    "kidnapping": ("Violence against civilians", "Abduction/forced disappearance"),
    "clash": ("Battles", "Armed clash"),
}

#: Attack type of GTD by type of incident.
_ATTACKS = {
    "bombing": "Bombing/Explosion",
    "suicide bombing": "Bombing/Explosion",
    "air strike": "Bombing/Explosion",
    "shelling": "Bombing/Explosion",
    "shooting": "Armed Assault",
    "stabbing": "Armed Assault",
    "clash": "Armed Assault",
    "arson": "Facility/Infrastructure Attack",
    "kidnapping": "Hostage Taking (Kidnapping)",
}

#: Weapon type of GTD by class of weapons.
_WEAPONS = {
    "explosives": "Explosives",
    "firearms": "Firearms",
    "incendiary": "Incendiary",
    "melee": "Melee",
    "vehicle": "Vehicle",
    "chemical": "Chemical",
}

_PRECISIONS = {"day": 1, "week": 2, "month": 4, "year": 5}

#: Count types of GDELT's Global Knowledge Graph by outcome.
_COUNT_TYPES = {
    "killed": "KILL",
    "injured": "WOUND",
    "kidnapped": "KIDNAP",
    "detained": "ARREST",
    "displaced": "DISPLACED",
}

_CIVILIANS = frozenset(
    [
        "civilian",
        "child",
        "woman",
        "aid worker",
        "journalist",
        "official",
        "medic",
        "clergy",
        "student",
        "foreigner",
    ]
)


def best_number(row: Row, outcome: str) -> int | None:
    """Return the best number of an outcome, else the lowest."""
    best: int | None = row[f"{outcome}_best"]
    return row[f"{outcome}_low"] if best is None else best


def _joined(values: Iterable[object]) -> str | None:
    """Return values as one text, or None if there are none."""
    return "; ".join(map(str, values)) or None


def _place_precision(row: Row) -> int | None:
    """Return the precision of the place as ACLED and GED have it: 1 is exact."""
    precisions = {"locality": 1, "region": 2, "country": 3}
    return precisions.get(row["place_precision"])


def _acled(row: Row, _: Iterable[Row]) -> Row:
    event, sub_event = _ACLED.get(row["type"], (None, None))
    is_force = row["perpetrator_kind"] in ("military", "police")
    if event == "Violence against civilians" and row["killed_best"] is None and is_force:
        event, sub_event = "Battles", "Armed clash"
    return {
        "event_id_cnty": row["incident"],
        "event_date": row["date_first"],
        "time_precision": {"day": 1, "week": 2}.get(row["date_precision"], 3),
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": row["perpetrator"],
        "assoc_actor_1": _joined(row["other_actors"]),
        "actor2": None,
        "country": row["country"],
        "admin1": row["region"],
        "location": row["place"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geo_precision": _place_precision(row),
        "source": _joined(row["documents"]),
        "notes": row["text"],
        "fatalities": best_number(row, "killed"),
    }


def _ged(row: Row, shares: Iterable[Row]) -> Row:
    deaths = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0}
    for share in shares:
        if share["outcome"] != "killed":
            continue
        number = share["best"] if share["best"] is not None else share["low"] or 0
        if share["victim_class"] in ("military", "police"):
            deaths["deaths_a"] += number
        elif share["side"] == "attackers" or share["victim_class"] == "militant":
            deaths["deaths_b"] += number
        elif share["victim_class"] in _CIVILIANS:
            deaths["deaths_civilians"] += number
    best = best_number(row, "killed")
    unknown = None if best is None else max(0, best - sum(deaths.values()))
    return {
        "id": row["incident"],
        "type_of_violence": {"clash": 1}.get(row["type"]),
        "side_a": None,
        "side_b": row["perpetrator"],
        "dyad_name": None,
        "number_of_sources": row["n_reports"],
        "source_article": _joined(row["documents"]),
        "source_headline": row["text"],
        "where_coordinates": row["place"],
        "where_prec": {"locality": 1, "region": 4, "country": 6}.get(row["place_precision"]),
        "adm_1": row["region"],
        "country": row["country"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "date_prec": _PRECISIONS.get(row["date_precision"]),
        "date_start": row["date_first"],
        "date_end": row["date_last"],
        **(deaths if best is not None else dict.fromkeys(deaths)),
        "deaths_unknown": unknown,
        "best": best,
        "low": row["killed_low"],
        "high": row["killed_high"],
    }


def _gtd(row: Row, shares: Iterable[Row]) -> Row:
    year, month, day = _date_parts(row)
    attackers = {"killed": 0, "injured": 0}
    for share in shares:
        if share["side"] == "attackers" and share["outcome"] in attackers:
            attackers[share["outcome"]] += share["best"] or share["low"] or 0
    kidnapped = best_number(row, "kidnapped")
    return {
        "eventid": row["incident"],
        "iyear": year,
        "imonth": month,
        "iday": day,
        "country_txt": row["country"],
        "provstate": row["region"],
        "city": row["place"] if row["place_precision"] == "locality" else None,
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "summary": row["text"],
        "suicide": int(row["type"] == "suicide bombing"),
        "attacktype1_txt": _ATTACKS.get(row["type"]),
        "targtype1_txt": row["target_class"],
        "target1": row["target"],
        "gname": row["perpetrator"] or "Unknown",
        "claimed": int(row["responsibility"] == "claimed"),
        "weaptype1_txt": _WEAPONS.get(row["weapon_class"]),
        "weapdetail": row["weapon"],
        "nkill": best_number(row, "killed"),
        "nkillter": attackers["killed"],
        "nwound": best_number(row, "injured"),
        "nwoundte": attackers["injured"],
        "ishostkid": int(bool(kidnapped)),
        "nhostkid": kidnapped,
        "scite1": row["documents"][0],
    }


def _gkg(row: Row, _: Iterable[Row]) -> Row:
    names = dict.fromkeys(row[column] for column in ("place", "region", "country") if row[column])
    reported = row["last_report"] or row["date_first"]
    return {
        "date": reported and reported.replace("-", ""),
        "document": row["documents"][0],
        "count_type": _COUNT_TYPES.get(row["outcome"]),
        "number": row["number"],
        "object_type": row["target_class"],
        "geo_type": _place_precision(row),
        "geo_fullname": ", ".join(names) or None,
        "geo_lat": row["latitude"],
        "geo_long": row["longitude"],
    }


def _one(row: Row) -> Iterator[Row]:
    """Yield an incident."""
    yield row


def _by_outcome(row: Row) -> Iterator[Row]:
    """Yield an incident once for each outcome with a number."""
    for outcome in _COUNT_TYPES:
        number = best_number(row, outcome)
        if number:
            yield {**row, "outcome": outcome, "number": number}


def _date_parts(row: Row) -> tuple[int | None, int, int]:
    """Return year, month and day; an unknown month or day is 0."""
    if row["date_first"] is None:
        return None, 0, 0
    year, month, day = map(int, row["date_first"].split("-"))
    known = row["date_precision"]
    return year, month if known != "year" else 0, day if known == "day" else 0


class _Blank(dict[str, "Any"]):
    """An incident of which nothing is known."""

    def __missing__(self, name: str) -> Any:
        return (None,) if name in ("documents", "other_actors") else None


#: The projects: what they count, and the function that makes a row from an incident and its shares.
LAYOUTS: Mapping[
    str, tuple[Callable[[Row], Iterator[Row]], Callable[[Row, Iterable[Row]], Row]]
] = {
    "acled": (_one, _acled),
    "ged": (_one, _ged),
    "gtd": (_one, _gtd),
    "gkg": (_by_outcome, _gkg),
}


def projected(layout: str, rows: Iterable[Row], shares: Iterable[Row]) -> dict[str, list[Any]]:
    """Return the columns of a project for rows of incidents and of shares."""
    of: dict[int, list[Row]] = {}
    for share in shares:
        of.setdefault(share["incident"], []).append(share)
    counted, line_of = LAYOUTS[layout]
    names = [*line_of(_Blank(), ()), "coding"]
    made = [
        {**line_of(one, of.get(row["incident"], ())), "coding": _CODING}
        for row in rows
        for one in counted(row)
    ]
    return {name: [line[name] for line in made] for name in names}
