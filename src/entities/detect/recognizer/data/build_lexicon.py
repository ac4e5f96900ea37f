"""Build the lexicon of the recogniser: word classes and word lists.

Three tables: `words.tsv` (a word, its class, its lists), `phrases.tsv` (names of locations and
organisations of several words), and `classes.tsv` (a class and its coarser classes). Classes are
the rows of the word vectors of spaCy's en_core_web_md and k-means clusters of these rows. Lists
hold names and how often a word is capitalised in running text.
"""

from __future__ import annotations

import collections
import gzip
import json
import re
from pathlib import Path

ENGLISH = (
    "digitalgov-news/digitalgov-news",
    "bitcoin-optech/optech-en",
    "opensuse-news/opensuse-news",
    "ropensci-blog/ropensci-blog",
    "us-state-of-the-union/state-of-the-union-1790-on",
    "classic-books/classic-books",
    "gum/gum",
    "ud-english-ewt/ewt",
)
WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|[^\w\s]")

CLUB_AFFIX = re.compile(r"^(?:(?:[A-Z]{2,4}|1\.) )+|(?: [A-Z]{2,4}| \d+)+$")

FIRST_COMMON, FIRST, LAST_COMMON, LAST = 1, 2, 4, 8
COUNTRY, BIG_CITY, CITY = 16, 32, 64
DEMONYM, ORG, ORG_WORD = 128, 256, 512
CAPITAL = 1024  # two bits: how often a word is capitalised within sentences
PLACE_WORD = 4096
CLUB = 8192

PLACE, ORGANISATION = 1, 2

#: From coarse to fine.
CLUSTERS = (64, 256, 1024)


def rows(path: Path) -> list[list[str]]:
    """Return the lines of a table as columns, without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def tokens(name: str) -> list[str]:
    """Return the lowercase tokens of a name; punctuation marks are separate tokens."""
    return WORD.findall(name.lower())


class Lists:
    """Words and phrases with the lists that contain them."""

    def __init__(self) -> None:
        self.words: dict[str, int] = collections.defaultdict(int)
        self.phrases: dict[tuple[str, ...], int] = {}

    def add(self, name: str, bit: int, kind: int) -> None:
        """Add a name: set `bit` for a single word, store `kind` for a phrase."""
        words = tokens(name)
        if len(words) == 1:
            self.words[words[0]] |= bit
        elif 1 < len(words) <= 8:
            self.phrases.setdefault(tuple(words), kind)


def people(lists: Lists, folder: Path, world: Path) -> None:
    """Add first and last names: of the United States by frequency, and of many other countries."""
    for path in ("first_names_female.tsv", "first_names_male.tsv"):
        for name, share in rows(folder / path):
            lists.words[name.lower()] |= FIRST_COMMON if float(share) >= 0.03 else FIRST
    for rank, (name, _) in enumerate(rows(folder / "last_names.tsv")):
        if rank < 30000:
            lists.words[name.lower()] |= LAST_COMMON if rank < 2000 else LAST
    for path, bit in (("forenames.tsv", FIRST), ("surnames.tsv", LAST)):
        for name, *_ in rows(world / path):
            if len(tokens(name)) == 1:
                lists.words[name.lower()] |= bit


def places(lists: Lists, gazetteers: Path, builtin: Path) -> None:
    """Add cities, countries, regions and peoples."""
    for name, _, population in rows(gazetteers / "geonames/cities15000.tsv"):
        bit = BIG_CITY if int(population) >= 300_000 else CITY
        if int(population) >= 50_000 or len(tokens(name)) == 1:
            lists.add(name, bit, PLACE)
    for kind, _, _, name, others, *_ in rows(builtin):
        for spelling in [name, *others.split("|")]:
            spelling = spelling.lstrip("=")
            if kind in ("country", "region"):
                lists.add(spelling, COUNTRY, PLACE)
            elif kind in ("capital", "city"):
                lists.add(spelling, BIG_CITY, PLACE)
            elif kind == "nationality":
                lists.add(spelling, DEMONYM, PLACE)
            elif kind in ("armed_group", "agency", "company", "newspaper", "university"):
                lists.add(spelling, ORG, ORGANISATION)


def organisations(lists: Lists, gazetteers: Path, words: set[str]) -> None:
    """Add universities, companies, agencies and newspapers, and the words frequent in them.

    `words` are ordinary words; the many small companies that are called so are not added.
    """
    names = [name for name, _ in rows(gazetteers / "universities/universities.tsv")]
    companies = [name for (name,) in rows(gazetteers / "us_listed_companies/companies.txt")]
    names += [name for name in companies if name.lower() not in words]
    for path in (
        "corpora_cc0/fortune500_2014.txt",
        "corpora_cc0/us_federal_agencies.txt",
        "corpora_cc0/us_newspapers.txt",
        "sp500/companies.txt",
    ):
        names += [row[0] for row in rows(gazetteers / path)]
    counts: collections.Counter[str] = collections.Counter()
    for name in names:
        short = re.sub(
            r",? (?:Inc|Corporation|Corp|Company|Co|Ltd|plc|Holdings|Group)\.?$", "", name
        )
        for spelling in {name, short}:
            lists.add(spelling, ORG, ORGANISATION)
        counts.update(set(tokens(name)))
    for word, count in counts.items():
        if count >= 8 and len(word) > 3:
            lists.words[word] |= ORG_WORD
    for phrase, kind in list(lists.phrases.items()):
        if kind == PLACE and len(phrase[-1]) > 3:
            lists.words[phrase[-1]] |= PLACE_WORD


def clubs(lists: Lists, gazetteers: Path, words: set[str]) -> None:
    """Add football clubs, also without the abbreviations around their names.

    `words` are ordinary words, which are not added.
    """
    for name, *_ in rows(gazetteers / "football_clubs/clubs.tsv"):
        short = CLUB_AFFIX.sub("", name).strip()
        for spelling in {name, short}:
            if len(spelling) > 3 and spelling.lower() not in words:
                lists.add(spelling, CLUB, ORGANISATION)


def capitals(corpora: Path) -> dict[str, tuple[int, int]]:
    """Return how often each word is lowercase and capitalised within sentences."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for name in ENGLISH:
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                before = "."
                for word in WORD.findall(json.loads(line)["text"]):
                    if before[0].islower() or before == ",":
                        counts[word.lower()][word[0].isupper()] += 1
                    before = word
    return {word: (lower, upper) for word, (lower, upper) in counts.items()}


def capitalisation(lower: int, upper: int) -> int:
    """Return 1 for rarely, 2 for sometimes and 3 for mostly capitalised words; 0 if unknown."""
    if lower + upper < 3:
        return 0
    return 1 if upper * 20 < lower + upper else 2 if upper * 5 < 4 * (lower + upper) else 3


def vectors(model: Path) -> tuple[dict[str, int], dict[int, list[int]]]:
    """Return the vector row of each lowercase word, and the clusters of each row."""
    import numpy as np
    import spacy
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    components = ["tagger", "parser", "ner", "lemmatizer", "attribute_ruler", "senter", "tok2vec"]
    vocab = spacy.load(model, exclude=components).vocab
    row_of: dict[str, int] = {}
    for key, row in vocab.vectors.key2row.items():
        word = vocab.strings[key]
        lower = word.lower()
        is_word = re.fullmatch(r"[^\W\d_][\w.'’]*", lower) is not None and len(lower) <= 20
        if is_word and (word == lower or lower not in row_of):
            row_of[lower] = int(row)
    used = np.array(sorted(set(row_of.values())))
    points = vocab.vectors.data[used].astype("f4")
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    with threadpool_limits(1):
        clusters = [
            KMeans(k, n_init=1, max_iter=25, random_state=0).fit(points).labels_ for k in CLUSTERS
        ]
    columns = np.stack(clusters, axis=1).tolist()
    return row_of, dict(zip(used.tolist(), columns, strict=True))


def build(data: Path, builtin: Path, model: Path) -> tuple[str, str, str]:
    """Return the three tables.

    `data` is the folder of the shared data, `builtin` the built-in table of names, and `model`
    the folder of en_core_web_md.
    """
    lists = Lists()
    gazetteers = data / "ner/gazetteers"
    people(lists, gazetteers / "us_census_1990", gazetteers / "popular_names_world")
    places(lists, gazetteers, builtin)
    seen = capitals(data / "corpora")
    ordinary = {word for word, (lower, upper) in seen.items() if upper < 4 * lower}
    organisations(lists, gazetteers, ordinary)
    clubs(lists, gazetteers, ordinary)
    for word, (lower, upper) in seen.items():
        if lower + upper >= 5:
            lists.words[word] |= capitalisation(lower, upper) * CAPITAL
    row_of, clusters = vectors(model)
    words = [
        f"{word}\t{row_of.get(word, -1)}\t{lists.words.get(word, 0)}\n"
        for word in sorted(lists.words.keys() | row_of.keys())
    ]
    phrases = [f"{' '.join(phrase)}\t{kind}\n" for phrase, kind in sorted(lists.phrases.items())]
    classes = [
        "\t".join(str(number) for number in (row, *coarser)) + "\n"
        for row, coarser in sorted(clusters.items())
    ]
    return "".join(words), "".join(phrases), "".join(classes)
