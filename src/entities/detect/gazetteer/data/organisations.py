"""Names of agencies, newspapers, universities and companies, for `build_gazetteer.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class Organisation:
    """An organisation with the spellings that match it.

    Attributes
    ----------
    name : str
        The display name.
    aliases : list of str
        Other spellings. The prefix ``=`` marks a case-sensitive one, ``?`` one that is also an
        ordinary word.
    country : str
        ISO 3166-1 code, or empty.
    """

    name: str
    aliases: list[str] = field(default_factory=list)
    country: str = ""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the lines of a text; the lists below are written this way."""
    return frozenset(line.strip() for line in text.strip().splitlines())


# Misprints, collective names, and names too generic for running text.
AGENCIES_LEFT_OUT = phrases(
    """
    AMTRAK
    Appraisal Subcommittee
    Comm for People Who Are Blind/Severly Disabled
    Export/Import Bank of the U.S.
    Medical Payment Advisory Commission
    Networking Information Technology Research and Development (NITRD)
    Non-Federal Agency
    The Intelligence Community
    The Judicial Branch (Courts)
    The Legislative Branch (Congress)
    U. S. Access Board
    U. S. Peace Corps
    United Stated Global Change Research Program
    """
)

# Sections of other newspapers, common words, and names that many newspapers share.
NEWSPAPERS_LEFT_OUT = phrases(
    """
    Daily Herald
    Daily News
    Investor's Business Daily
    The Blade
    The Morning Call
    The News Journal
    The Record
    The Sun
    """
)

# The name of a university contains one of these; other names are too often something else.
LEARNING = re.compile(
    r"universi|institut|college|school|academ|polytech|hochschul|[eé]cole|escuela|facult", re.I
)
# Words that do not make a name specific enough on their own.
GENERIC = word_set(
    """
    academy agricultural agriculture american and art arts aviation business catholic central
    christian city college commerce community computer culture de design des economics education
    engineering federal finance for higher independent industrial institute international
    islamic la law management medical medicine metropolitan military modern music national naval
    new northern of open pedagogical police polytechnic private school science sciences social
    southern state superior teachers technical technological technology the tourism training
    universidad universita universitaria university université western women
    """
)
NOT_A_UNIVERSITY = re.compile(r"[\d\"“”()/:|\x80-\x9f]|\bOld$")

SUFFIX = re.compile(
    r"(?:,? (?:Incorporated|Inc\.?|Corporation|Corp\.?|Company|Co\.|Cos\.|Companies|plc|Ltd\."
    r"|Limited|LLC|L\.P\.|LP|Group|Holdings?|Bancorp)|,? (?:and|&) (?:Company|Co\.))$"
)

# Companies whose short name is a single, unambiguous word.
ONE_WORD = word_set(
    """
    AbbVie Accenture Aetna Aflac Airbnb Akamai Alcoa Allegion Allergan Allstate Altria Amcor Ameren
    Amgen Amphenol AppLovin Aptiv Aramark Assurant Autodesk AutoNation AutoZone Biogen BlackRock
    Boeing BorgWarner Broadcom CarMax Carvana Celgene Cencora Centene CenturyLink Chevron Cigna
    Cintas Cisco Citigroup Clorox Coinbase Comcast ConocoPhillips Copart Corteva Costco CrowdStrike
    Danaher Datadog DaVita Dexcom DoorDash DuPont EchoStar Ecolab Entergy Equifax Equinix Exelon
    ExxonMobil Facebook FactSet Fastenal FedEx FirstEnergy Fiserv Fortinet GameStop Gannett Garmin
    Generac GoDaddy Google Halliburton Hasbro Honeywell Humana IQVIA Invesco JetBlue KeyCorp
    Keysight Kroger L3Harris Labcorp Leidos Lennar LyondellBasell Mastercard MasterCard Mattel
    McDonald's McKesson Medtronic MetLife Microsoft Moderna Mondelez Monsanto Motorola Navistar
    NetApp Netflix Newmont Nordstrom Nucor Nvidia Oneok PayPal Paychex Pentair PepsiCo PetSmart
    Pfizer Praxair Prologis Publix PulteGroup Qualcomm Raytheon ResMed Salesforce SanDisk Sandisk
    Schlumberger Sempra ServiceNow Starbucks SunTrust Supermicro Symantec Synopsys Sysco Teradyne
    Textron TransDigm UnitedHealth Verisign Verizon Viacom Viatris Walmart WellPoint Weyerhaeuser
    Xerox Zoetis eBay
    """
)
# Companies whose short name is also a word, a place or a person; it does not match at the start of
# a sentence.
ALSO_A_WORD = {
    "Apple Inc.": "Apple",
    "Intel": "Intel",
    "Oracle Corporation": "Oracle",
    "Tesla, Inc.": "Tesla",
    "Uber": "Uber",
}
# Short names of several words that usually mean something else.
ALSO_SOMETHING_ELSE = phrases(
    """
    American Financial
    Best Buy
    Digital Realty
    Everest
    First Data
    Global Partners
    Iron Mountain
    Old Dominion
    Public Storage
    Raymond James
    Ralph Lauren
    Realty Income
    State Street
    Texas Pacific Land
    """
)
# Source names that do not occur in running text, with their replacements.
REWRITTEN = {
    "Lilly (Eli)": "Eli Lilly",
    "Exxon Mobil": "ExxonMobil",
    "Wal-Mart Stores": "Walmart",
    "J.P. Morgan Chase & Co.": "JPMorgan Chase",
    "Brown–Forman": "Brown-Forman",
}
MORE_SPELLINGS = {
    "ExxonMobil": ["Exxon", "Exxon Mobil"],
    "Walmart": ["Wal-Mart"],
    "JPMorgan Chase": ["JPMorgan", "JP Morgan", "J.P. Morgan"],
    "International Business Machines": ["=IBM"],
    "Goldman Sachs": ["Goldman Sachs Group"],
    "General Motors": ["=GM"],
}


def agencies(
    lines: Iterable[str], known: frozenset[str], key: Callable[[str], str]
) -> list[Organisation]:
    """Return the agencies of the open list that are not in our own table."""
    found = []
    for line in lines:
        is_left_out = line in AGENCIES_LEFT_OUT or "Inspector General" in line or "(" in line
        if not is_left_out and key(line) not in known:
            found.append(Organisation(line.replace(" & ", " and "), country="US"))
    return found


def newspapers(lines: Iterable[str]) -> list[Organisation]:
    """Return the newspapers, with and without their article."""
    found = []
    for name in lines:
        if name in NEWSPAPERS_LEFT_OUT:
            continue
        bare = name.removeprefix("The ")
        has_article = bare != name and " " in bare
        found.append(Organisation(name, [bare] if has_article else [], "US"))
    return found


def universities(rows: Iterable[list[str]], key: Callable[[str], str]) -> list[Organisation]:
    """Return the universities whose names are specific enough to match in text.

    A name used in several countries has no country.
    """
    found: dict[str, Organisation] = {}
    for name, country in rows:
        words = set(re.split(r"[\s,.&'-]+", name.lower())) - {""}
        is_too_generic = words <= GENERIC or len(words) < 2 or not LEARNING.search(name)
        if is_too_generic or NOT_A_UNIVERSITY.search(name):
            continue
        bare = name.removeprefix("The ")
        university = Organisation(bare, [name] if bare != name else [], country)
        known = found.setdefault(key(bare), university)
        if known.country != country:
            known.country = ""
    return list(found.values())


def short_name(name: str) -> str:
    """Return the name of a company without its legal form."""
    name = re.sub(r" \(Class [A-C]\)$", "", name)
    if name.endswith(" (The)"):
        name = name.removesuffix(" (The)")
    name = name.removeprefix("The ")
    while True:
        shorter = SUFFIX.sub("", name)
        if shorter == name:
            return name
        name = shorter


def is_safe(short: str) -> bool:
    """Return whether the short name of a company is specific enough to match in text."""
    if short in ONE_WORD:
        return True
    words = [word for word in re.split(r"[\s-]+", short) if len(word) > 2]
    return len(words) > 1 and short not in ALSO_SOMETHING_ELSE


def companies(lines: Iterable[str], key: Callable[[str], str]) -> list[Organisation]:
    """Return the companies, each with the spellings specific enough to match in text."""
    spellings: dict[str, tuple[str, list[str]]] = {}
    for line in lines:
        name = REWRITTEN.get(line, line).replace("’", "'")
        name = re.sub(r" \(Class [A-C]\)$| \(The\)$", "", name)
        short = short_name(name)
        if not re.search(r"[\"“”(]", name):
            spellings.setdefault(key(short), (short, []))[1].append(name)
    found = []
    for short, names in spellings.values():
        full = sorted({name for name in names if name != short}, key=lambda name: (len(name), name))
        if is_safe(short):
            company = Organisation(short, full)
        elif full:
            company = Organisation(full[0], full[1:])
        else:
            continue
        company.aliases += MORE_SPELLINGS.get(company.name, [])
        found.append(company)
    for full_name, short in ALSO_A_WORD.items():
        company = next((one for one in found if short_name(one.name) == short), None)
        if company is None:
            company = Organisation(full_name if full_name != short else f"{short} Corporation")
            found.append(company)
        company.aliases.append(f"?{short}")
    return found
