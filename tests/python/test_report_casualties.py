"""The casualties of a report page."""

from __future__ import annotations

import re

import pytest

import lexicount as lc
from lexicount.reports import render_report
from report_page import ATTACK, Page, plain

TOLLS = [
    "A car bomb killed 12 people at a market in Kirkuk on Monday, police said.",
    "The death toll from Monday's car bomb in Kirkuk rose to 15, a doctor said. Islamic State "
    "claimed responsibility for the attack. A similar bombing in Mosul killed 40 in 2019.",
    "Gunmen shot dead two guards at a bank in Kano, Nigeria, on Sunday.",
    "The army denied that its shells had killed 12 people. Since 1980 the war has killed 9,000.",
    "Cependant, le maire a dit que le pont était fermé et que la route était longue.",
]
TOLL_DATES = ["2024-05-06", "2024-05-07", "2024-05-07", "2024-05-08", None]


def tolls(column: str = "date", ids: list[str] | None = None) -> lc.Documents:
    return lc.documents(TOLLS, ids=ids, metadata={column: TOLL_DATES})


def casualties_of(page: str) -> str:
    section = page[page.index('<section id="casualties">') :]
    # The note, the table and the details have no sections in them.
    return section[: section.index("</section>")]


def test_incidents_are_listed_with_their_numbers() -> None:
    section = casualties_of(render_report(tolls()))
    rows = [plain(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", section)]
    assert rows[0] == "Incident Date Killed Perpetrator Reports"
    assert (
        rows[1] == "Bombing in Kirkuk, Iraq 6 May 2024 15 12–15 Islamic State claims it 2 reports"
    )
    assert rows[2] == "Shooting in Kano, Nigeria 5 May 2024 2 gunmen stated as a fact 1 report"
    assert rows[4].startswith("Bombing in Mosul, Iraq earlier event, only mentioned 2019 40")
    assert "Only English is read: 1 document in other languages was not." in plain(section)


def test_numbers_of_casualties_link_to_their_sentence_and_document() -> None:
    rendered = render_report(tolls())
    section = casualties_of(rendered)
    (figure,) = re.findall(
        r'<a href="#(f\d+)" aria-label="15 killed, in its sentence">15', section
    )[:1]
    passage = section[section.rindex("<li>", 0, section.index(f'id="{figure}"')) :]
    passage = passage[: passage.index("</li>")]
    assert f'<mark id="{figure}" class="number">15</mark>' in passage
    assert '<mark class="trigger">death toll</mark>' in passage
    (place,) = re.findall(r'<a href="#(d1n\d+)" ', passage)
    assert f'<span class="point" id="{place}"></span>' in rendered
    assert "killed: 15 (said by a doctor) Document 1 · 7 May 2024" in plain(passage)


def test_revisions_are_listed_in_order() -> None:
    section = casualties_of(render_report(tolls()))
    table = section[section.index('class="revisions"') :]
    rows = [plain(row) for row in re.findall(r"<tr>(.*?)</tr>", table[: table.index("</table>")])]
    assert rows[1:] == [
        "Killed 6 May 2024 12 police Document 0",
        "Killed 7 May 2024 15 a doctor Document 1",
    ]


def test_what_did_not_happen_and_longer_times_are_told_apart() -> None:
    section = plain(casualties_of(render_report(tolls())))
    assert "killed: 12 (denied" in section
    assert "killed: 9,000 (over a longer time" in section


def test_dates_of_a_report_are_those_of_the_column() -> None:
    published = render_report(tolls("published"), date="published")
    assert published.replace("published", "date") == render_report(tolls(), date="date")
    assert "6 May 2024" not in plain(casualties_of(render_report(tolls("published"))))
    with pytest.raises(lc.LexicountError, match="printed"):
        render_report(tolls(), date="printed")


def test_documents_with_one_id_are_told_apart() -> None:
    assert "#d1n" in casualties_of(render_report(tolls(ids=["x"] * len(TOLLS))))


def test_no_casualties_without_figures() -> None:
    assert 'id="casualties"' not in render_report(["Fire in Moscow.", "Le pont a tué 3 personnes."])


def test_casualties_of_others_are_escaped() -> None:
    text = f"The <b>bomb & {ATTACK} killed 12 <i>soldiers</i> in Kirkuk on Monday, said <u>Bo</u>."
    rendered = render_report([text])
    page = Page(rendered)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "u"})
    assert "<!--" not in rendered
    assert ATTACK in page.text


def test_incidents_end_at_top_and_long_sentences_are_cut() -> None:
    texts = [
        f"A bomb killed {n} people in {place} on Monday." for n, place in ((9, "Kano"), (5, "Oslo"))
    ]
    section = casualties_of(render_report(texts, top=1))
    assert "Bombing in Kano" in section
    assert "Bombing in Oslo" not in section
    assert "1 more incident with fewer dead, not listed." in section
    words = "very " * 2000
    section = casualties_of(
        render_report([f"It was a {words} bad day when a bomb killed 9 people."])
    )
    assert "killed" in section
    assert len(section) < 4000
