"""Convert the data sets for the recogniser to one scheme: PERSON, ORG, LOC and MISC, in BIO2.

Reads the folder of shared data sets and writes one CoNLL file per part. Needs only Python's
standard library. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

Sentence = list[tuple[str, str]]

#: For each set, our label for each of its labels. Other labels are not names.
SCHEMES: dict[str, dict[str, str]] = {
    "docred": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "broad_twitter": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "uner_en_ewt": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "wnut17": {
        "person": "PERSON",
        "corporation": "ORG",
        "group": "ORG",
        "location": "LOC",
        "product": "MISC",
        "creative-work": "MISC",
    },
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "gmb_clean": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "NORP": "MISC", "MISC": "MISC"},
    "docred_blindtest": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "uner_en_ewt_train": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"},
    "tweebank_ner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "europarl_en": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "meantime_en": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    # Fine types follow a hyphen; those that are common nouns for the most part are not names.
    "fewnerd_complete": {
        "person": "PERSON",
        "organization": "ORG",
        **dict.fromkeys(("location", "building"), "LOC"),
        **dict.fromkeys(("art", "event", "product", "other"), "MISC"),
        **dict.fromkeys(
            (
                "other-livingthing",
                "other-biologything",
                "other-medical",
                "other-disease",
                "product-food",
            ),
            "",
        ),
    },
    "grobid_wikipedia": {
        "PERSON": "PERSON",
        **dict.fromkeys(("ORGANISATION", "INSTITUTION", "BUSINESS", "MEDIA", "SPORT_TEAM"), "ORG"),
        **dict.fromkeys(("LOCATION", "INSTALLATION"), "LOC"),
        **dict.fromkeys(
            ("NATIONAL", "PERSON_TYPE", "EVENT", "LEGAL", "CREATION", "ARTIFACT", "AWARD"), "MISC"
        ),
    },
    "gum": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "multiner_gov": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "sec_filings": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "re3d": {
        "Person": "PERSON",
        "Organisation": "ORG",
        "Location": "LOC",
        "Nationality": "MISC",
        "Product": "MISC",
    },
    "litbank": {
        "PER": "PERSON",
        "ORG": "ORG",
        "GPE": "LOC",
        "LOC": "LOC",
        "FAC": "LOC",
        "VEH": "MISC",
    },
    "crossner": {
        **dict.fromkeys(
            ("person", "politician", "writer", "scientist", "researcher", "musicalartist"), "PERSON"
        ),
        **dict.fromkeys(("organisation", "politicalparty", "band", "university"), "ORG"),
        **dict.fromkeys(("location", "country"), "LOC"),
        **dict.fromkeys(
            (
                "misc",
                "election",
                "event",
                "award",
                "book",
                "album",
                "song",
                "poem",
                "magazine",
                "academicjournal",
                "conference",
                "product",
                "programlang",
                "astronomicalobject",
            ),
            "MISC",
        ),
    },
}

#: Sets without annotated MISC, in which a word outside a name may be MISC.
WITHOUT_MISC = {
    *("broad_twitter", "uner_en_ewt", "gum", "multiner_gov", "sec_filings", "meantime_en"),
}
#: Sets whose MISC are nationalities and groups alone.
ONLY_NATIONALITIES = {"gmb_clean"}

#: The weight of a sentence of each set.
WEIGHTS = {
    "docred": 1.0,
    "broad_twitter": 1.0,
    "uner_en_ewt": 1.0,
    "wnut17": 1.0,
    "wikigold": 1.0,
    "gum": 0.7,
    "multiner_gov": 0.2,
    "sec_filings": 0.2,
    "re3d": 1.0,
    "litbank": 0.3,
    "crossner": 1.0,
    "gmb_clean": 1.0,
    "docred_blindtest": 1.0,
    "uner_en_ewt_train": 1.0,
    "tweebank_ner": 1.0,
    "europarl_en": 1.0,
    "meantime_en": 1.0,
    "fewnerd_complete": 0.5,
    "grobid_wikipedia": 0.5,
}
#: The weight of a sentence of a part whose annotation is worse than that of its set.
PART_WEIGHTS = {"gmb_clean.train_rest": 0.5}

#: Titles before a person's name, which are not part of it.
TITLES = {
    *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lady", "lord", "dame", "rev"),
    *(
        "reverend",
        "father",
        "mother",
        "brother",
        "sister",
        "uncle",
        "aunt",
        "president",
        "minister",
    ),
    *("prime", "vice", "deputy", "foreign", "defense", "defence", "chancellor", "king"),
    *(
        "queen",
        "prince",
        "princess",
        "pope",
        "captain",
        "capt",
        "colonel",
        "col",
        "general",
        "gen",
        "major",
    ),
    *("maj", "lieutenant", "lt", "sergeant", "sgt", "admiral", "commander", "senator", "sen"),
    *("representative", "rep", "governor", "gov", "mayor", "judge", "justice", "secretary"),
    *("ambassador", "sheikh", "sheik", "emir", "imam", "mullah", "madame", "madam", "monsieur"),
    *("mme", "m.", "st.", "old", "young", "poor", "little", "master", "squire", "count", "baron"),
    *("duke", "duchess"),
}
#: Roles in contracts, which the contracts annotate as persons.
ROLES = {
    "borrower",
    "lender",
    "lenders",
    "borrowers",
    "bank",
    "agent",
    "company",
    "guarantor",
    "parent",
}


def read(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL file as lists of (token, tag)."""
    sentences: list[Sentence] = []
    sentence: Sentence = []
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    for line in lines:
        if line.strip():
            token, tag = line.split("\t")
            sentence.append((token, tag))
        elif sentence:
            sentences.append(sentence)
            sentence = []
    if sentence:
        sentences.append(sentence)
    return sentences


def spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return the names of a sentence: first token, end token (exclusive), label."""
    found: list[tuple[int, int, str]] = []
    for index, (_, tag) in enumerate(sentence):
        kind, _, label = tag.partition("-")
        if kind == "I" and found and found[-1][1] == index and found[-1][2] == label:
            found[-1] = (found[-1][0], index + 1, label)
        elif kind in ("B", "I"):
            found.append((index, index + 1, label))
    return found


def clean(set_name: str, sentence: Sentence, demonyms: set[str]) -> Sentence:
    """Return a sentence with the labels and spans of our scheme."""
    tokens = [token for token, _ in sentence]
    tags = ["O"] * len(tokens)
    for start, end, label in spans(sentence):
        scheme = SCHEMES[set_name]
        mapped = scheme.get(label, scheme.get(label.partition("-")[0], ""))
        if not mapped:
            continue
        start, end, mapped = correct(set_name, tokens, start, end, mapped, demonyms)
        if start >= end:
            continue
        tags[start] = f"B-{mapped}"
        for index in range(start + 1, end):
            tags[index] = f"I-{mapped}"
    return list(zip(tokens, tags, strict=True))


def correct(
    set_name: str, tokens: list[str], start: int, end: int, label: str, demonyms: set[str]
) -> tuple[int, int, str]:
    """Return the span and label of a name in our scheme; an empty span if it is not a name."""
    words = [token.lower().strip(".") for token in tokens[start:end]]
    if is_no_name(set_name, tokens[max(start - 1, 0) : start + 1], words, label):
        return start, start, label
    while label == "PERSON" and words[0] in TITLES:
        start, words = start + 1, words[1:]
    if " ".join(words) in demonyms and label != "PERSON":
        if set_name in WITHOUT_MISC:
            return start, start, label
        return start, end, "MISC"
    if set_name in ("gum", "re3d", "litbank"):
        while (
            start < end - 1
            and (words[0] in demonyms or words[0] in ("the", "a", "an"))
            and (words[0] in ("the", "a", "an") or (label == "PERSON"))
        ):
            start, words = start + 1, words[1:]
    while start < end - 1 and tokens[start] in ("the", "a", "an"):
        start += 1
    if set_name == "gum" and not any(token[0].isupper() for token in tokens[start:end]):
        return start, start, label
    while end > start and tokens[end - 1] in ("'s", "’s", "'", "’"):
        end -= 1
    return start, end, label


def is_no_name(set_name: str, first: list[str], words: list[str], label: str) -> bool:
    """Tell whether a span is no name: an account, a role, or titles without a name.

    `first` holds the span's first token and the one before it.
    """
    if set_name == "broad_twitter" and "@" in first:
        return True
    if label != "PERSON":
        return False
    is_role = set_name == "sec_filings" and words[-1] in ROLES
    return is_role or all(word in TITLES for word in words)


def demonyms_of(gazetteer: Path) -> set[str]:
    """Return the nationalities, peoples and religions of the built-in table in lowercase."""
    names: set[str] = set()
    with gazetteer.open(encoding="utf-8") as lines:
        for row in csv.reader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        ):
            if row[0] == "nationality":
                names.update(
                    name.lstrip("=").lower() for name in [row[3], *row[4].split("|")] if name
                )
    return names


def write(path: Path, sentences: list[Sentence]) -> None:
    """Write sentences as CoNLL."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for sentence in sentences:
            out.writelines(f"{token}\t{tag}\n" for token, tag in sentence)
            out.write("\n")


def prepare(data: Path, builtin: Path, out: Path) -> list[dict[str, object]]:
    """Write the converted parts of all sets to `out`, and return a description of each part."""
    demonyms = demonyms_of(builtin)
    descriptions: list[dict[str, object]] = []
    for name in sorted(SCHEMES):
        for path in sorted((data / name).glob("*.conll*")):
            part = out / f"{name}.{path.name.removesuffix('.gz')}"
            write(part, [clean(name, sentence, demonyms) for sentence in read(path)])
            descriptions.append(
                {
                    "path": part,
                    "set": name,
                    "is_dev": part.stem.endswith("dev"),
                    "scheme": part.stem if part.stem in PART_WEIGHTS else name,
                    "weight": PART_WEIGHTS.get(part.stem, WEIGHTS[name]),
                    "unannotated": ["MISC"] if name in WITHOUT_MISC | ONLY_NATIONALITIES else [],
                }
            )
    return descriptions
