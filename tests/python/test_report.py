"""The report: one page that needs nothing else, with every mention where the text has it."""

from __future__ import annotations

import colorsys
import json
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import lexicount as lc
from lexicount import _core
from lexicount.reports import page_and_note, render_report
from lexicount.reports.entries import even_sample
from lexicount.reports.html import escape
from lexicount.reports.model import MOST_CHARACTERS, MOST_TEXTS, kind_of
from lexicount.reports.wording import value_text
from report_page import ATTACK, Page, plain

SEEDS = Path(__file__).parents[2] / "seeds"


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def seeds() -> lc.Documents:
    return lc.read(SEEDS)


@pytest.fixture(scope="module")
def seeds_page(seeds: lc.Documents) -> str:
    return render_report(seeds)


def test_page_needs_nothing_from_elsewhere(seeds_page: str) -> None:
    page = Page(seeds_page)
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"}
    )
    for _, values in page.tags:
        assert "src" not in values
        assert not any(name.startswith("on") for name in values)
        assert values.get("href", "#").startswith("#")
    assert "url(" not in seeds_page
    assert "@import" not in seeds_page


def test_only_the_script_of_the_page_may_run(seeds_page: str) -> None:
    (script,) = Page(seeds_page).scripts
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'content="(default-src.*?)"', seeds_page)
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{digest}'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    # The namespace of SVG is a name, not an address.
    script = script.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"fetch|XMLHttp|import|https?:|eval|innerHTML|insertAdjacent", script)


def test_link_texts_say_where_they_lead(seeds_page: str) -> None:
    for attributes in re.findall(r"<a ([^>]*)>[\d,]+</a>", seeds_page):
        assert "aria-label=" in attributes


def test_every_link_has_its_target(seeds_page: str) -> None:
    page = Page(seeds_page)
    ids = [values["id"] for _, values in page.tags if "id" in values]
    assert len(ids) == len(set(ids))
    targets = {values["href"][1:] for values in page.all("a")}
    assert len(targets) > 100
    assert targets <= set(ids)


def test_texts_come_back_whole(seeds: lc.Documents, seeds_page: str) -> None:
    page = Page(seeds_page)
    titles = seeds.metadata["title"]
    for number in range(len(seeds)):
        parts = page.documents[f"d{number}"]
        # A title that is not the text's first line stands in front.
        body = "\n".join(parts[1:] if titles[number] else parts)
        assert lines(body) == lines(seeds.text(number) or "")


def test_marks_stand_where_the_mentions_are(seeds: lc.Documents, seeds_page: str) -> None:
    page = Page(seeds_page)
    entities = lc.count_entities(seeds.without_boilerplate(), date="date")
    for number in range(len(seeds)):
        text = seeds.text(number) or ""
        expected = [
            (f"{value_text(label, name)} · {kind_of(label).one}", text[start:end])
            for start, end, label, name in entities.spans(number)
        ]
        assert page.marks[f"d{number}"] == expected
    assert ("ISIS Khorasan · Organisation", "ISIS-K") in page.marks["d6"]


def entry_of(page: str, name: str) -> str:
    found = re.search(rf'<span data-entry="(\d+)"><bdi>{re.escape(name)}</bdi>', page)
    assert found is not None
    return found[1]


def row_of(page: str, name: str) -> str:
    row = page[page.index(f'<th scope="row"><span data-entry="{entry_of(page, name)}">') :]
    return row[: row.index("</tr>")]


def test_link_of_a_name_leads_to_its_first_mention(seeds: lc.Documents, seeds_page: str) -> None:
    entity = lc.count_entities(seeds.without_boilerplate())["ISIS Khorasan"]
    row = row_of(seeds_page, "ISIS Khorasan")
    figures = (
        rf'<td class="n">{entity.mentions}</td>'
        rf'<td class="d"><a href="#(d6e\d+)" [^>]*>{entity.documents}</a></td>'
    )
    target = re.search(figures, row)
    assert target is not None
    assert f'<mark id="{target[1]}" class="org" title="ISIS Khorasan · Organisation">' in seeds_page


def test_spellings_of_a_name_are_told(seeds: lc.Documents, seeds_page: str) -> None:
    entity = lc.count_entities(seeds.without_boilerplate())["FSB"]
    said = ", ".join(f"<bdi>{form}</bdi> {count}" for form, count in entity.surface_forms.items())
    assert len(entity.surface_forms) > 1
    assert said in row_of(seeds_page, entity.name)


def test_header_tells_figures_and_period(seeds: lc.Documents, seeds_page: str) -> None:
    header = seeds_page[seeds_page.index("<header>") : seeds_page.index("</header>")]
    counts = lc.keyword_frequency(seeds.without_boilerplate(), stop_words="auto")
    for figure in ("34", "1", f"{counts.n_tokens:,}", f"{counts.n_terms:,}"):
        assert re.search(f"<dd[^>]*>{figure}</dd>", header)
    assert "7 Jun 2023 – 19 Sep 2024" in header
    assert "<bdi>Northern Ledger</bdi> (12)" in header


def test_keywords_are_counted_without_footers_and_bare_numbers() -> None:
    footer = "Leave a Reply\n\nYour email address will not be published."
    text = f"Harbour 2024, harbour Moscow.\n\n{footer}"
    page = render_report([text, "A harbour in Moscow, 2024."])
    table = page[page.index('<table class="terms">') : page.index("</table>")]
    assert re.findall(r"<bdi>(.*?)</bdi>", table) == ["harbour", "moscow"]
    assert '<td class="n">3</td><td class="d">2</td>' in table


def test_phrases_stand_at_least_twice() -> None:
    page = render_report(["The harbour bridge fell. The harbour bridge rose. The old mill burned."])
    phrases = page[page.index("Two-word phrases") :]
    phrases = phrases[: phrases.index("</table>")]
    assert re.findall(r"<bdi>(.*?)</bdi>", phrases) == ["harbour bridge"]


def test_stop_words_follow_the_language() -> None:
    page = render_report(["Der Zug und der Bus und der Hafen."], stop_words="de")
    assert "<bdi>zug</bdi>" in page
    assert "<bdi>und</bdi>" not in page
    assert "<bdi>und</bdi>" in render_report(["Der Zug und der Bus."], stop_words=None)
    assert "<bdi>zug</bdi>" not in render_report(["Der Zug und der Bus."], stop_words=["zug"])


def test_footer_lines_stay_grey_in_the_text() -> None:
    page = render_report(["Fire in Moscow.\nIt is out.\nLeave a Reply\n\nShare this:"])
    assert page.count('<p dir="auto" class="skipped"') == 2
    assert 'not counted">Leave a Reply</p>' in page
    assert ">Moscow</mark>.\nIt is out.</p>" in page


@pytest.mark.parametrize("place", ["text", "title", "source", "date", "id", "heading"])
def test_markup_of_others_is_shown_as_text(place: str) -> None:
    given = {
        name: ATTACK if name == place else "Plain" for name in ("text", "title", "source", "date")
    }
    docs = lc.documents(
        [f"{given['text']} in Moscow."],
        ids=[ATTACK if place == "id" else "one"],
        metadata={name: [given[name]] for name in ("title", "source", "date")},
    )
    rendered = render_report(docs, title=ATTACK if place == "heading" else None)
    page = Page(rendered)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img"})
    assert ATTACK in page.text
    assert "<!--" not in rendered


def test_quotes_in_a_name_stay_in_the_attribute() -> None:
    page = Page(render_report(["The \"'Blue' & <b>Co\" Company met in Moscow."]))
    marks = page.all("mark")
    assert marks
    assert all(set(values) <= {"id", "class", "title"} for values in marks)


def test_direction_marks_stay_in_their_paragraph() -> None:
    rendered = render_report(["\u202eFire in Mos\u202ecow\u2066.\n\nNext."], title="A\u202eB")
    assert "<title>AB</title>" in rendered
    assert '<h1 dir="auto">A\u202eB</h1>' in rendered
    assert re.search('<h3 lang="" dir="auto">\u202e(<span [^>]*></span>)?Fire', rendered)
    for _, values in Page(rendered).tags:
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(values.values()))


def test_characters_that_html_cannot_hold_are_replaced() -> None:
    rendered = render_report(["Fire\0 in \x1bMoscow\ud800."], title="\udce9t\udce9")
    assert ">Moscow</mark>" in rendered
    assert "\0" not in rendered
    assert "\x1b" not in rendered
    assert rendered.encode().decode() == rendered


def test_texts_tell_language_and_direction() -> None:
    docs = lc.documents(
        ["Пожар.", "Fire.", "Feu."], metadata={"language": ["ru", None, '"><script>']}
    )
    page = Page(render_report(docs))
    assert [values["lang"] for values in page.all("div", class_="text")] == ["ru", "", ""]
    assert {values["dir"] for values in page.all("div", class_="text")} == {"auto"}


@pytest.mark.parametrize(
    ("dates", "unit", "bars"),
    [
        (["2024-03-22", "2024-03-24", "2024-03-24"], "day", ["22 Mar 2024: 1", "24 Mar 2024: 2"]),
        (["2023-12-31", "2024-03-24"], "month", ["Dec 2023: 1", "Mar 2024: 1"]),
        (["1999-01-01", "2024-03-24T10:00:00"], "year", ["1999: 1", "2024: 1"]),
        (["0012-01-01", "2024-03-24"], "decade", ["10s: 1", "2020s: 1"]),
    ],
)
def test_dates_make_a_time_line(dates: list[str], unit: str, bars: list[str]) -> None:
    rendered = render_report(lc.documents(["Fire."] * len(dates), metadata={"date": dates}))
    assert f"Documents by {unit}." in rendered
    says = re.findall(r"<rect [^>]*><title>(.*?) documents?</title></rect>", rendered)
    assert says == bars
    assert re.search(r'<a href="#d0" data-entry="\d+" data-bin="0"><rect', rendered)


def test_documents_without_a_date_are_told() -> None:
    docs = lc.documents(
        ["a"] * 4, metadata={"date": ["2024-01-05", None, "2024-02-30", "2024-01-09"]}
    )
    page = render_report(docs)
    assert "1 of 4 have no date." in page
    assert "Could not read the date of 1 of 4." in page


@pytest.mark.parametrize("dates", [None, [None, "soon"], ["2024-03-24", "2024-03-24"]])
def test_no_time_line_without_two_dates(dates: list[str | None] | None) -> None:
    docs = lc.documents(["a", "b"], metadata=None if dates is None else {"date": dates})
    assert "<svg" not in render_report(docs)


def test_same_documents_give_the_same_bytes(seeds: lc.Documents, seeds_page: str) -> None:
    assert render_report(lc.read(SEEDS)) == seeds_page
    assert render_report(seeds, threads=1) == seeds_page
    assert render_report(seeds, threads=2) == seeds_page


def test_missing_documents_are_shown_as_missing() -> None:
    rendered = render_report(["Fire in Moscow.", None])
    assert "<dt>without text</dt><dd>1</dd>" in rendered
    assert "There is no text: the document is missing." in rendered
    assert Page(rendered).documents["d1"] == ["Document 1"]


@pytest.mark.parametrize("texts", [[], [""], [None], ["   \n\n"], ["12 34"]])
def test_page_of_hardly_anything_is_whole(texts: list[str | None]) -> None:
    assert Page(render_report(texts)).all("h1")


def test_first_line_is_the_title_if_it_is_short_and_stands_alone() -> None:
    assert Page(render_report(["Fire in Moscow\n\nIt is out."])).documents["d0"] == [
        "Fire in Moscow",
        "It is out.",
    ]
    for text in ("Fire in\nMoscow\n\nIt is out.", "Fire in Moscow", "x" * 121 + "\n\nIt is out."):
        assert Page(render_report([text])).documents["d0"][0] == "Document 0"


def test_names_of_files_do_not_tell_of_folders(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        tmp_path.joinpath(name).write_text("Fire in\nMoscow.", encoding="utf-8")
    rendered = render_report(lc.read(tmp_path))
    assert Page(rendered).documents["d1"][0] == "two.txt"
    assert str(tmp_path) not in rendered


def test_long_text_is_cut_and_says_so() -> None:
    text = "Fire in Moscow. " * 2000 + "At last Kabul."
    page = Page(render_report([text]))
    shown = "".join(page.documents["d0"][1:])
    assert text.startswith(shown)
    assert MOST_CHARACTERS - 200 < len(shown) <= MOST_CHARACTERS
    assert f"of {len(text):,} characters are shown" in page.text
    # A name that is cut off leads to its document.
    assert "Kabul" in page.text
    assert page.all("mark", title="Moscow · Country or city")
    assert not page.all("mark", title="Kabul · Country or city")


def test_long_text_without_a_space_is_cut_too() -> None:
    page = Page(render_report(["x" * (MOST_CHARACTERS + 1)]))
    assert page.documents["d0"][1] == "x" * MOST_CHARACTERS


def test_many_documents_are_counted_and_listed() -> None:
    texts = [f"Fire {number} in Moscow." for number in range(MOST_TEXTS + 50)] + ["Kabul."]
    rendered = render_report(texts)
    page = Page(rendered)
    assert not page.documents
    assert [values["id"] for values in page.all("li", data_cell="0")][-1] == "d250"
    assert '<td class="n">250</td><td class="d">250</td>' in row_of(rendered, "moscow")
    data = data_of(rendered)
    assert [one[6] for one in data["documents"]] == [[0, text] for text in texts]


def test_few_documents_are_open_of_many_the_first() -> None:
    few = Page(render_report(["Fire."] * 5)).all("details", class_="document")
    many = Page(render_report(["Fire."] * 6)).all("details", class_="document")
    assert ["open" in values for values in few] == [True] * 5
    assert ["open" in values for values in many] == [True] + [False] * 5


def test_lists_end_at_top() -> None:
    text = " ".join(f"Minister Qa{letter}zor spoke." for letter in "bcdfgh")
    rendered = render_report([text], top=1)
    assert "and 2 more, not listed" in rendered


def test_report_is_written(tmp_path: Path) -> None:
    path = lc.report(["Fire in Москва."], str(tmp_path / "page.html"), title="Fires")
    assert path == tmp_path / "page.html"
    assert path.read_bytes().decode() == render_report(["Fire in Москва."], title="Fires")


def test_report_with_no_place_to_go_is_refused(tmp_path: Path) -> None:
    with pytest.raises(lc.FileError, match="there is no folder"):
        lc.report(["Fire."], tmp_path / "none" / "page.html")
    with pytest.raises(lc.FileError, match="is a folder"):
        lc.report(["Fire."], tmp_path)


def test_top_below_one_is_refused() -> None:
    with pytest.raises(lc.ConfigError, match="top=0"):
        render_report(["Fire."], top=0)


def test_days_without_a_date_go_last() -> None:
    text = "On Monday and Monday, on Friday, today, on March 7, last year, and on 5 May 2023."
    rendered = render_report([text])
    figures = rendered[rendered.index('<section id="figures">') :]
    dates = figures[figures.index('class="chips"') : figures.index("</ul>")]
    expected = ["5 May 2023", "March 7", "last year", "Monday", "Friday", "today"]
    assert re.findall(r"<bdi>(.*?)</bdi>", dates) == expected


def test_progress_goes_from_start_to_end(seeds: lc.Documents) -> None:
    calls: list[tuple[int, int]] = []
    render_report(seeds, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert calls[-1][0] == calls[-1][1]


def test_report_knows_every_label() -> None:
    for label, singular, plural, is_named_entity, hue, saturation, _ in _core.labels():
        kind = kind_of(label)
        assert (kind.one, kind.many, kind.is_named_entity) == (singular, plural, is_named_entity)
        assert (kind.hue, kind.saturation) == (hue, saturation)


def test_ages_durations_and_coordinates_are_figures() -> None:
    page = render_report(["Mara Ellingworth, 34, walked for two hours to 34.5553, 69.2075."])
    figures = page[page.index('<section id="figures">') :]
    figures = figures[: figures.index('<section id="documents">')]
    assert all(plural in figures for plural in ("Ages", "Durations", "Coordinates"))


def coverage_of(page: str) -> str:
    section = page[page.index('<section id="coverage">') :]
    return re.sub(r"<[^>]*>", " ", section[: section.index("</section>")])


def test_languages_are_listed_with_the_sources_that_read_them() -> None:
    french = "Cependant, le maire a dit que le pont était fermé."
    texts = ["The mayor said that the bridge was safe.", french, french, None]
    section = " ".join(coverage_of(render_report(texts)).split())
    assert "English 1 0 lists of names, patterns, a trained recogniser" in section
    assert "French 2 0 lists of names, patterns" in section
    assert "Names were recognised in 1 English document" in section
    section = " ".join(coverage_of(render_report(texts, language="en")).split())
    assert "English 3" in section
    assert "French" not in section
    assert "Skipped" not in section
    assert 'id="coverage"' not in render_report([])
    with pytest.raises(lc.ConfigError, match="klingon"):
        render_report(texts, language="klingon")


def test_files_and_lines_that_were_skipped_are_listed_by_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rain."}\n{"text": \n')
    (tmp_path / "<b>.html").write_text("<p>Fire.</p>")
    for number in range(12):
        (tmp_path / f"{number:02}.bin").write_bytes(b"\0")
    docs = lc.read(tmp_path, on_error="skip")
    page = render_report(docs)
    section = " ".join(coverage_of(page).split())
    assert "Skipped: 13 files and 1 line" in section
    assert "09.bin , 2 more" in section
    assert f"{tmp_path}/a.jsonl, line 2" in section
    assert "&lt;b&gt;.html" in section
    reasons = {one.reason for one in docs.skipped}
    assert len(reasons) == 3
    assert all(escape(reason) in page for reason in reasons)


def test_options_and_defaults_are_those_of_one_function(tmp_path: Path) -> None:
    path = lc.report(["Fire in Kabul."], tmp_path / "page.html", title="T", top=1)
    page = render_report(["Fire in Kabul."], title="T", top=1)
    assert path.read_text(encoding="utf-8") == page
    assert page_and_note(["Fire in Kabul."], title="T", top=1) == (page, None)
    with pytest.raises(TypeError, match="tpo"):
        lc.report(["Fire."], tmp_path / "page.html", tpo=1)
    with pytest.raises(TypeError, match="tpo"):
        page_and_note(["Fire."], tpo=1)


def luminance(hue: int, saturation: int, lightness: int) -> float:
    rgb = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def luminance_of(code: str) -> float:
    rgb = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    hue, lightness, saturation = colorsys.rgb_to_hls(*rgb)
    return luminance(round(hue * 360), round(saturation * 100), round(lightness * 100))


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read_and_told_apart(seeds_page: str, scheme: int) -> None:
    ink = luminance_of(re.findall(r"--ink: (#\w+)", seeds_page)[scheme])
    paper = luminance_of(re.findall(r"--paper: (#\w+)", seeds_page)[scheme])
    tint = int(re.findall(r"--tint: (\d+)%", seeds_page)[scheme])
    edge = int(re.findall(r"--edge: (\d+)%", seeds_page)[scheme])
    kinds = re.findall(r"\.(\w+) \{ --h: (\d+); --s: (\d+)% \}", seeds_page)
    # Other labels share a colour.
    assert len(kinds) == len({hue for _, hue, _ in kinds}) == len(_core.labels()) + 1
    for name, hue, saturation in kinds:
        colour = int(hue), int(saturation)
        assert contrast(ink, luminance(*colour, tint)) >= 4.5, name
        assert contrast(paper, luminance(*colour, edge)) >= 3, name


def data_of(page: str) -> dict[str, Any]:
    """Return what the script unpacks."""
    (packed,) = re.findall('<template id="data">(.*?)</template>', page)
    return dict(json.loads(zlib.decompress(b64decode(packed))))


def lines_in(page: str, name: str) -> list[tuple[int, str]]:
    """Return the document and the words of each use of an entry that a page holds."""
    data = data_of(page)
    (flat,) = [entry[4] for entry in data["entries"] if entry[0] == name]
    lines = []
    for place, start, length in zip(*(flat[at::3] for at in range(3)), strict=True):
        number, fragments = data["documents"][place][0], data["documents"][place][6]
        pairs = zip(fragments[::2], fragments[1::2], strict=True)
        words = [
            text.encode("utf-16-le")[2 * (start - at) : 2 * (start - at + length)]
            for at, text in pairs
            if at <= start and 2 * (start - at + length) <= len(text.encode("utf-16-le"))
        ]
        assert len(words) == 1
        lines.append((number, words[0].decode("utf-16-le")))
    return lines


def test_a_page_holds_the_uses_of_terms_and_names() -> None:
    texts = [
        "\U0001f525 No harbour burned.",
        "The harbour of\nOslo and the harbours.",
        "Oslo, Harbour.",
    ]
    page = render_report(texts)
    assert lines_in(page, "harbour") == [(0, "harbour"), (1, "harbour"), (2, "Harbour")]
    assert lines_in(page, "Oslo") == [(1, "Oslo"), (2, "Oslo")]


def test_the_sample_of_uses_is_even_over_documents() -> None:
    uses = [(number, at, at + 1) for number in range(100) for at in range(3)]
    sample = even_sample(uses, 10)
    assert sample == [(10 * number, 0, 1) for number in range(10)]
    few = [(0, at, at + 1) for at in range(50)] + [(1, 0, 1)]
    assert even_sample(few, 5) == [(0, 0, 1), (0, 1, 2), (0, 2, 3), (0, 3, 4), (1, 0, 1)]
    assert even_sample(uses, 400) == uses


def test_phrases_with_stop_words_in_them_have_their_uses() -> None:
    page = render_report(["The port of Oslo. Port Oslo.", "Ports; a port in the Oslo bay."])
    words = [words for _, words in lines_in(page, "port oslo")]
    assert words == ["port of Oslo", "Port Oslo", "port in the Oslo"]


def test_a_page_stays_under_its_size() -> None:
    def noise(number: int) -> str:
        return " ".join(sha256(bytes([number % 256, at])).hexdigest()[:9] for at in range(90))

    texts = [f"The harbour burned. {noise(number)} The harbour." for number in range(210)]
    whole = render_report(texts)
    small = render_report(texts, max_size=0.16)
    assert data_of(whole)["whole"]
    assert not data_of(small)["whole"]
    assert len(small.encode()) < 160_000 < len(whole.encode())
    assert len(lines_in(small, "harbour")) == data_of(small)["most"] > 0
    assert '<td class="n">420</td><td class="d">210</td>' in row_of(small, "harbour")
    assert data_of(small)["documents"][0][5] == len(texts[0])


def selections() -> lc.Documents:
    texts = ["Fire in Oslo. Fire!", "Oslo mourns the fire.", "Fire in Kabul.", "Oslo again.", None]
    dates = ["2024-01-05", "2024-04-10", "2024-04-11", "2024", "2024-01-09"]
    sources = ["Post", "Post", "Ledger", "Ledger", "Post"]
    return lc.documents(texts, metadata={"date": dates, "source": sources})


@pytest.mark.parametrize("source", ["Post", "Ledger"])
@pytest.mark.parametrize("month", ["Jan 2024", "Apr 2024"])
def test_counts_of_a_selection_are_those_of_its_documents(source: str, month: str) -> None:
    docs = selections()
    data = data_of(render_report(docs))
    own = [
        number
        for number, (name, bin_number, _, _, _) in enumerate(data["cells"])
        if data["sources"][name] == source and bin_number >= 0 and data["bins"][bin_number] == month
    ]
    start = {"Jan 2024": "2024-01-", "Apr 2024": "2024-04-"}[month]
    chosen = docs.where(source=source, date=lambda date: date.startswith(start))
    words = lc.keyword_frequency(chosen, stop_words="auto")
    names = lc.count_entities(chosen)
    assert sum(data["cells"][cell][3] for cell in own) == len(chosen)
    assert sum(data["cells"][cell][4] for cell in own) == words.n_tokens
    for term in ("fire", "oslo", "mourns"):
        assert counted_in(data, term, own) == (words.get(term, 0), words.document_frequency(term))
    for name in ("Oslo", "Kabul"):
        found = (names[name].mentions, names[name].documents) if name in names else (0, 0)
        assert counted_in(data, name, own) == found


def counted_in(data: dict[str, Any], name: str, cells: list[int]) -> tuple[int, int]:
    """Return occurrences and documents of an entry in some cells, as the script sums them."""
    (flat,) = [entry[3] for entry in data["entries"] if entry[0] == name]
    rows = list(zip(*(flat[at::3] for at in range(3)), strict=True))
    return (
        sum(count for cell, count, _ in rows if cell in cells),
        sum(documents for cell, _, documents in rows if cell in cells),
    )


def test_values_are_said_in_words() -> None:
    for label, name, words in (
        ("DURATION", "P10Y", "10 years"),
        ("DURATION", "P1YT30M", "1 year 30 minutes"),
        ("DURATION", "P2W..P3W", "2 weeks to 3 weeks"),
        ("AGE", "18..34", "18 to 34"),
        ("MONEY", "USD >=2000000", "USD at least 2,000,000"),
        ("DATE", "2024-03-22", "22 Mar 2024"),
        ("DATE", "20XX", "20XX"),
        ("URL", "a..b", "a..b"),
        ("PERSON", "Ana  Roe", "Ana Roe"),
    ):
        assert value_text(label, name) == words


def section_of(page: str, name: str) -> str:
    section = page[page.index(f'<section id="{name}">') :]
    return section[: section.index('\n<section id="')]


def test_key_terms_are_those_of_keyness_over_english_documents(seeds_page: str) -> None:
    docs = lc.read(SEEDS).without_boilerplate()
    numbers = [at for at, language in enumerate(docs.languages()) if language == "en"]
    english = lc.Documents(docs._core.take(numbers))
    counts = lc.keyword_frequency(english, stop_words="auto")
    key = lc.keyness(counts, lc.reference("en"), min_count=3).overused(480).to_dict()
    rows = zip(key["term"], key["count"], key["p_corrected"], strict=True)
    expected = [
        term
        for term, count, p in rows
        if count >= 3
        and p < 0.05
        and counts.document_frequency(term) >= 3
        and any(map(str.isalpha, term))
    ]
    section = section_of(seeds_page, "keywords")
    table = section[section.index("Key terms") : section.index("Two-word phrases")]
    found = [unescape(one) for one in re.findall(r'<th scope="row">.*?<bdi>(.*?)</bdi>', table)]
    assert found == expected[:120]
    assert "isis" in found[:10]
    glance = plain(seeds_page[: seeds_page.index('id="keywords"')])
    assert f"What {', '.join(found[:8])}" in glance


def test_other_languages_have_frequent_words_and_no_key_terms() -> None:
    french = "Cependant, le maire a dit que le pont était fermé. Le pont est long, le pont. "
    section = section_of(render_report([french * 3] * 3), "keywords")
    assert "Key terms" not in section
    assert "Frequent words" in section
    english = "The mayor said that the harbour bridge was closed; the harbour flooded. " * 3
    section = section_of(render_report([french * 3] * 3 + [english] * 3), "keywords")
    assert "over the 3 documents in English" in section
    assert re.search(r"<bdi>harbour</bdi></span></th><td data-sort", section)


def test_names_in_the_same_sentences_are_a_network() -> None:
    sentence = "Moscow, Kabul and Tehran agreed. Paris stayed away. "
    page = render_report([sentence * 2])
    picture = page[page.index('<svg class="chart network"') :]
    picture = picture[: picture.index("</svg>")]
    assert picture.count("<line") == 3
    assert picture.count("<circle") == 3
    assert "Kabul – Moscow: 2 sentences" in picture
    assert lines_in(page, "Kabul and Moscow") == [(0, "Moscow, Kabul")] * 2
    heights = [float(y) for y in re.findall(r'<circle cx="[^"]*" cy="(\d+)"', picture)]
    assert min(abs(a - b) for a in heights for b in heights if a != b) > 20


def test_markup_in_names_is_text_in_the_network() -> None:
    name = 'Ministry of "<b>Peace</b>"'
    gazetteer_text = f"Moscow, Kabul and Tehran met {ATTACK}. " * 3
    page = render_report([gazetteer_text, name])
    assert Page(page)
    assert "<img" not in page


def test_places_are_listed_by_country() -> None:
    page = render_report(["Kabul, Kabul and Herat; Moscow. Afghanistan mourns."])
    table = page[page.index('<table class="places">') :]
    rows = re.findall(r"<tr>(.*?)</tr>", table[: table.index("</table>")])
    assert [plain(re.sub("</?span[^>]*>", "", row)) for row in rows[1:]] == [
        "Afghanistan 4 Kabul 2 , Afghanistan 1 , Herat 1",
        "Russia 1 Moscow 1",
    ]


def test_terms_and_names_have_charts_over_time() -> None:
    texts = ["Fire in Oslo. Fire!", "Oslo is calm and quiet.", "A fire again, far from Oslo."]
    docs = lc.documents(texts, metadata={"date": ["2020-02-01", "2021-05-01", "2022-07-01"]})
    section = section_of(render_report(docs), "time")
    assert "Uses per 10,000 words of each month, from Feb 2020 to Jul 2022" in section
    assert "<title>Feb 2020: 5000.0 (2 uses)</title>" in section
    assert "<title>May 2021: 2000.0 (1 mention)</title>" in section


def test_sources_are_compared_with_the_rest() -> None:
    texts = ["The harbour flooded. Harbour!"] * 9 + ["The parliament voted. Parliament!"] * 9
    docs = lc.documents(texts, metadata={"source": ["Post"] * 9 + ["Ledger"] * 9})
    section = section_of(render_report(docs), "sources")
    cards = section.split("<section class=")[1:]
    assert len(cards) == 2
    assert "<bdi>Ledger</bdi>" in cards[0]
    assert re.findall(r"<th scope=\"row\">.*?<bdi>(\w+)</bdi>", cards[0])[0] == "parliament"
    assert re.findall(r"<th scope=\"row\">.*?<bdi>(\w+)</bdi>", cards[1])[0] == "harbour"
    assert 'id="sources"' not in render_report(lc.documents(texts))


def test_the_page_says_what_its_input_is() -> None:
    text = "The harbour flooded on Monday, and the mayor closed the old bridge for a week."
    texts = [text, text, "A fire broke out.\n\nLeave a Reply", None]
    docs = lc.documents(texts, metadata={"day": ["2024-01-05", None, "soon", "2024-02-01"]})
    section = plain(section_of(render_report(docs, date="day"), "coverage"))
    assert "Documents 4, 1 without text" in section
    assert "Words of a document 4 to 15; half have 15 or more" in section
    assert "Near-duplicates 2 documents in 1 group of nearly the same text" in section
    assert "Boilerplate 1 line in 1 document, shown and not counted" in section
    assert "read from the column day in 2 documents. 1 of 4 have no date." in section
    assert "Could not read the date of 1 of 4." in section


def test_the_page_says_what_found_the_names() -> None:
    french = "Cependant, le maire a dit que le pont était fermé."
    page = render_report(["The mayor said that the bridge was safe.", french], top=7)
    footer = plain(page[page.index("<footer>") :])
    assert "a trained recogniser in documents in English (1)" in footer
    assert "by lists of names and patterns in documents in French (1)" in footer
    assert f"Made with lexicount {lc.__version__} with top=7, max_size=3.0." in footer
