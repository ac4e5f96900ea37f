"""What plots draw: lengths, names, colours; and what they refuse."""

from __future__ import annotations

import builtins
import datetime

import matplotlib as mpl
import numpy as np
import pytest

import lexicount as lc
from lexicount.plots import style
from lexicount.plots.bars import by_kind
from lexicount.plots.lines import all_bins, first_day

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

pytestmark = pytest.mark.filterwarnings("error")

NEWS = lc.documents(
    ["Fire in Kabul. Fire!", "A flood in Moscow.", "Kabul and Moscow met.", "Smoke."],
    metadata={
        "date": ["2024-01-03", "2024-03-01", "2024-03-09", None],
        "paper": ["Post", "Echo", "Post", "Echo"],
    },
)


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def widths(ax):
    return [bar.get_width() for bar in ax.patches]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def lines(ax):
    return {line.get_label(): [*line.get_ydata()] for line in ax.lines}


def colours(artists):
    return [to_hex(one.get_facecolor()) for one in artists]


def test_terms_are_bars_the_first_at_the_top():
    ax = lc.keyword_frequency(["b a a", "a b c"]).plot(2)
    assert (names(ax), widths(ax)) == (["a", "b"], [3, 2])
    assert ax.get_xlabel() == "occurrences"
    assert ax.get_title(loc="left") == "Terms of 2 documents"
    assert [text.get_text() for text in ax.texts] == ["3", "2"]
    top, bottom = (ax.transData.transform((0, row))[1] for row in (0, 1))
    assert top > bottom


def test_axes_of_ones_own_are_drawn_on_and_returned():
    figure, both = plt.subplots(1, 2)
    freq = lc.keyword_frequency("a b a")
    assert freq.plot(ax=both[1]) is both[1]
    assert not both[0].patches
    assert freq.plot().figure is not figure


def test_groups_are_bars_in_colours_of_their_own():
    ax = lc.keyword_frequency(NEWS, by="paper").plot(["fire", "moscow"])
    assert names(ax) == ["fire", "moscow"]
    assert legend(ax) == ["Echo", "Post"]
    assert np.allclose(widths(ax), [0, 1e6 / 5, 2e6 / 8, 1e6 / 8])
    assert len({*colours(ax.patches)}) == 2
    assert ax.get_xlabel() == "occurrences per million words"
    first = lc.keyword_frequency(NEWS, by="paper", stop_words="en").plot(n=2)
    assert names(first) == ["fire", "kabul"]


def test_time_bins_are_lines_that_break_where_there_are_no_words():
    freq = lc.keyword_frequency(NEWS, by="date", every="month")
    ax = freq.plot(["fire", "moscow"])
    fire, moscow = lines(ax)["fire"], lines(ax)["moscow"]
    assert fire[0] == 2e6 / 4
    assert np.isnan([fire[1], moscow[1]]).all()
    assert (fire[2], moscow[2]) == (0, 2e6 / 8)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2024-01", "2024-02", "2024-03"]
    assert ax.get_xlabel() == "month"
    days = [datetime.date(2024, month, 1).toordinal() for month in (1, 2, 3)]
    assert [*ax.lines[0].get_xdata()] == days
    assert len({(line.get_color(), line.get_marker()) for line in ax.lines}) == 2


def test_a_title_says_how_many_groups_are_left_out():
    metadata = {"n": list(range(9))}
    texts = [f"a {'b ' * n}" for n in range(9)]
    ax = lc.keyword_frequency(lc.documents(texts, metadata=metadata), by="n").plot("a")
    assert ax.get_title(loc="left") == "Terms by n, 6 largest of 9 groups"
    assert legend(ax) == ["3", "4", "5", "6", "7", "8"]


def test_trends_mark_the_bin_of_a_change():
    dates = [str(year) for year in range(1990, 2010)]
    texts = ["ice"] * 10 + ["rope"] * 10
    docs = lc.documents(texts, metadata={"date": dates})
    ax = lc.trends(docs, ["rope", "ice"]).plot("rope")
    assert lines(ax)["rope"] == [0.0] * 10 + [1e6] * 10
    assert ax.lines[1].get_xdata() == [datetime.date(2000, 1, 1).toordinal()] * 2
    assert ax.lines[1].get_color() == ax.lines[0].get_color()
    assert ax.get_xlabel() == "year"
    smooth = lc.trends(docs, "rope", smoothing=3).plot()
    assert smooth.get_ylabel() == "occurrences per million words, smoothed"
    assert lines(smooth)["rope"][9] == pytest.approx(1e6 / 3)
    with pytest.raises(lc.ConfigError, match="'fire' was not counted; counted are rope, ice"):
        lc.trends(docs, ["rope", "ice"]).plot("fire")


@pytest.mark.parametrize(
    "measure", ["log_likelihood", "log_ratio", "bic", "fisher", "odds_ratio", "percent_diff"]
)
def test_keyness_has_two_sides(measure):
    key = lc.keyness({"fire": 40, "a": 50, "ash": 9}, {"rain": 30, "a": 55}, measure=measure)
    ax = key.plot()
    rows = dict(zip(names(ax), widths(ax), strict=True))
    assert rows["fire"] > 0 > rows["rain"]
    assert names(ax)[0] == key.overused(1)["term"][0]
    assert names(ax)[-1] == key.underused(1)["term"][0]
    assert legend(ax) == ["more frequent in the target", "more frequent in the reference"]
    assert to_hex(ax.patches[0].get_facecolor()) != to_hex(ax.patches[-1].get_facecolor())


def test_keyness_bars_are_the_measure():
    key = lc.keyness({"fire": 40, "a": 50}, {"rain": 30, "a": 55})
    values = dict(zip(key.to_dict()["term"], key.to_dict()["log_likelihood"], strict=True))
    ax = key.plot()
    found = dict(zip(names(ax), widths(ax), strict=True))
    assert {term: abs(width) for term, width in found.items()} == pytest.approx(values)
    assert [abs(width) for width in widths(key.plot(n=1))] == pytest.approx(
        [values["fire"], values["rain"]]
    )


def test_keyness_scatter_is_effect_against_significance():
    key = lc.keyness({"fire": 40, "a": 50, "ash": 1}, {"rain": 30, "a": 55})
    ax = key.plot("scatter")
    points = {}
    for collection in ax.collections:
        points[collection.get_label()] = collection.get_offsets().tolist()
    columns = key.to_dict()
    of = dict(zip(columns["term"], zip(columns["log_ratio"], columns["log_likelihood"])))  # noqa: B905
    assert points["more frequent in the target"] == [list(of["fire"])]
    assert points["more frequent in the reference"] == [list(of["rain"])]
    assert sorted(points["not significant"]) == sorted([list(of["a"]), list(of["ash"])])
    assert {"fire", "rain"} <= {text.get_text() for text in ax.texts}
    assert len({tuple(one.get_facecolor()[0]) for one in ax.collections}) == 3


def test_labels_of_points_do_not_cover_each_other():
    texts = [" ".join(f"word{n}" for n in range(40))] * 2
    ax = lc.dispersion(texts).plot(n=40)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert 1 <= len(boxes) < 40
    for number, box in enumerate(boxes):
        assert not box.count_overlaps(boxes[number + 1 :])


def test_counts_on_a_logarithmic_axis_are_plain_numbers():
    ax = lc.dispersion("rope " * 5 + "bell " * 7 + "mast " * 24).plot()
    ax.figure.draw_without_rendering()
    axis = ax.xaxis
    assert {"5", "10", "20"} <= {label.get_text() for label in axis.get_ticklabels()}
    assert {label.get_text() for label in axis.get_ticklabels(minor=True)} <= {""}


def test_dispersion_is_drawn_by_any_of_its_measures():
    spread = lc.dispersion(["a rope a day", "a rope, and a rope", "the day a rope broke"])
    columns = spread.to_dict()
    for measure in ("dp", "juilland_d", "arf"):
        ax = spread.plot(measure)
        drawn = ax.collections[0].get_offsets().tolist()
        assert drawn == [[x, y] for x, y in zip(columns["count"], columns[measure], strict=True)]
        assert ax.get_ylabel().startswith(measure)
    with pytest.raises(lc.ConfigError, match="unknown measure; use one of dp, dp_norm"):
        spread.plot("range")


def test_collocations_of_one_node_are_named_by_the_other_word():
    texts = ["Strong tea. Strong tea. Weak tea. Red ant."]
    found = lc.collocations(texts, node="tea", window=1, min_count=1)
    ax = found.plot()
    assert ax.get_title(loc="left") == "Collocates of tea"
    assert names(ax) == found.to_dict()["collocate"]
    assert widths(ax) == pytest.approx(found.to_dict()["log_dice"])
    assert names(lc.collocations(texts, window=1, min_count=2).plot()) == ["strong + tea"]


def test_hits_are_ticks_at_their_place_in_a_document():
    docs = lc.documents({"x/a.txt": "ab fire cd", "x/b.txt": "none", "x/c.txt": "fire, fires"})
    found = lc.kwic(docs, "fire*", sort_by="R1")
    ax = found.plot()
    assert names(ax) == ["a.txt (1)", "c.txt (2)"]
    assert [[*one.get_positions()] for one in ax.collections] == [[30.0], [0, 100 * 6 / 11]]
    by_word = found.plot("keyword")
    assert names(by_word) == ["fire (2)", "fires (1)"]
    places = [[*one.get_positions()] for one in by_word.collections]
    assert places == [[0.3, 2.0], [2 + 6 / 11]]
    assert by_word.get_xlim() == (0, 3)
    assert found.plot(n=1).get_title(loc="left") == "3 hits in 2 documents, 1 of 2 rows"
    with pytest.raises(lc.ConfigError, match="rows='word': use 'document' or 'keyword'"):
        found.plot("word")


def test_entities_are_coloured_by_label_and_figures_are_left_out():
    entities = lc.count_entities(["Kabul, Moscow and ISIS-K in 2021.", "Kabul."])
    ax = entities.plot()
    assert names(ax)[0] == "Kabul"
    assert {"2021"} & {*names(ax)} == set()
    assert legend(ax) == ["GPE", "ORG"]
    assert len({*colours(ax.patches)}) == 2
    assert names(entities.plot(label="DATE")) == ["2021"]
    assert names(lc.count_entities("in 2021").plot()) == ["2021"]


def test_entities_by_group_and_over_time():
    ax = lc.count_entities(NEWS, by="paper").plot("Kabul")
    assert legend(ax) == ["Echo", "Post"]
    assert widths(ax) == pytest.approx([0, 2e6 / 8])
    ax = lc.count_entities(NEWS, by="date", every="month").plot(["kabul", "Moscow"])
    drawn = lines(ax)
    assert drawn["Kabul"][0] == 1e6 / 4
    assert drawn["Moscow"][2] == pytest.approx(2e6 / 8)
    assert ax.get_ylabel() == "mentions per million words"
    with pytest.raises(KeyError, match="Atlantis"):
        lc.count_entities(NEWS, by="paper").plot("Atlantis")


def test_networks_name_every_node_drawn():
    network = lc.count_entities(["Kabul and Moscow.", "Moscow and Tehran.", "ISIS-K, Moscow."])
    network = network.cooccurrence("document")
    ax = network.plot()
    named = [text.get_text() for text in ax.texts if "area" not in text.get_text()]
    assert named == [*network.to_networkx()]
    assert len(ax.lines) == len(network) == 3
    assert sum(len(one.get_offsets()) for one in ax.collections) == 4
    assert legend(ax) == ["GPE", "ORG"]
    few = network.plot(2)
    assert few.get_title(loc="left") == "2 of 4 entities that occur together, by document"
    assert len(few.lines) == 1
    places = [one.get_offsets().tolist() for one in ax.collections]
    assert places == [one.get_offsets().tolist() for one in network.plot().collections]


def test_casualties_have_bars_and_their_bounds():
    found = lc.casualties(["Between 10 and 14 people were killed and 3 were hurt.", "Two died."])
    ax = found.plot()
    totals = {(row["document"], row["outcome"]): row for row in found.totals()}
    assert names(ax) == ["0", "1"]
    killed = [totals[document, "killed"]["best"] for document in (0, 1)]
    assert widths(ax) == [*killed, totals[0, "injured"]["best"]]
    (bounds,) = ax.collections[0].get_segments()
    assert bounds[:, 0].tolist() == [10, 14]
    assert names(found.plot("injured")) == ["0"]
    with pytest.raises(lc.ConfigError, match="outcome='hurt': unknown outcome; use one of killed"):
        found.plot("hurt")
    with pytest.raises(lc.ConfigError, match="give one or more of killed"):
        found.plot([])


def test_incidents_are_drawn_one_by_one_or_over_time():
    texts = [
        "A bomb killed 12 people in Kirkuk on 6 May 2024.",
        "Gunmen killed 3 guards in Kano on 8 May 2024.",
        "A bomb killed 5 people in Basra in June 2024.",
    ]
    incidents = lc.casualties(texts).incidents()
    ax = incidents.plot("killed")
    assert widths(ax) == [12, 5, 3]
    assert names(ax)[0] == "2024-05-06 bombing, Kirkuk"
    days = incidents.plot("killed", every="day")
    assert [bar.get_height() for bar in days.patches] == [12, 0, 3]
    assert days.get_title(loc="left").endswith("1 of 3 without a day left out")
    months = incidents.plot("killed", every="month")
    assert [bar.get_height() for bar in months.patches] == [15, 5]
    with pytest.raises(lc.ConfigError, match="every='week': use one of 'year', 'month', 'day'"):
        incidents.plot(every="week")


@pytest.mark.parametrize(
    ("bins", "between"),
    [
        (["1990s", "2010s"], ["1990s", "2000s", "2010s"]),
        (["2023-Q3", "2024-Q1"], ["2023-Q3", "2023-Q4", "2024-Q1"]),
        (["2020-W52", "2021-W01"], ["2020-W52", "2020-W53", "2021-W01"]),
        (["2023-12", "2024-02"], ["2023-12", "2024-01", "2024-02"]),
        (["2024-02-28", "2024-03-01"], ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (["2001", "1999"], ["1999", "2000", "2001"]),
        ([], []),
    ],
)
def test_bins_between_two_bins(bins, between):
    assert all_bins(bins) == between


def test_the_first_day_of_bins():
    found = [str(first_day(one)) for one in ("1990s", "2023", "2023-Q3", "2023-W01", "2023-07")]
    assert found == ["1990-01-01", "2023-01-01", "2023-07-01", "2023-01-02", "2023-07-01"]


def test_colours_are_different_for_colour_blind_readers():
    # Most of them differ in brightness too; see Okabe and Ito (2008).
    assert len({*style.COLOURS, style.REST, style.PALE}) == 8
    kinds = by_kind([*"aabcdefgh"])
    assert [kind for kind, _, _ in kinds] == ["a", "b", "c", "d", "e", "f", "g, h"]
    assert [rows for *_, rows in kinds][-1] == [7, 8]
    assert len({colour for _, colour, _ in kinds}) == 7


def test_texts_are_drawn_as_they_are_written():
    # A pair of dollar signs is mathematics for matplotlib, and \x07 has no glyph.
    freq = lc.keyword_frequency("x", analyzer=lc.Analyzer(stop_words=[]))
    key = lc.keyness({"$5 or $x_": 9, "a\x07\nb" + "c" * 80: 3}, {"d": 5})
    ax = key.plot()
    ax.figure.canvas.draw()
    assert names(ax)[0] == "$5 or $x_"
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())
    assert names(ax)[1].startswith("a b")
    assert names(ax)[1].endswith("…")
    assert len(names(ax)[1]) < 60
    assert freq.plot() is not None


def test_a_name_with_an_underscore_is_in_the_legend():
    docs = lc.documents(["_a", "_a _b"], metadata={"date": ["2024", "2025"]})
    ax = lc.trends(docs, ["_a", "_b"], protect=["_a", "_b"]).plot()
    assert [text.strip() for text in legend(ax)] == ["_a", "_b"]


def test_other_scripts_have_a_font_if_one_is_installed():
    label = plt.figure().text(0, 0, "月球 дом بيت")
    style.as_given(label)
    families = style._families_with(frozenset("月"))
    assert {*families} <= {*label.get_fontfamily()}
    if families:
        label.figure.canvas.draw()


@pytest.mark.parametrize("n", [0, -1, 2.5, "3", True, 10**6])
def test_the_number_of_names_is_checked(n):
    with pytest.raises(lc.ConfigError, match="n="):
        lc.keyword_frequency("a").plot(n)


def test_wrong_arguments_are_errors_that_name_them():
    freq = lc.keyword_frequency("a b")
    with pytest.raises(lc.ConfigError, match=r"ax is of type str; give matplotlib Axes"):
        freq.plot(ax="x")
    with pytest.raises(lc.ConfigError, match="kind='pie': use 'bars' or 'scatter'"):
        lc.keyness("a", "b").plot("pie")
    with pytest.raises(lc.ConfigError, match="terms: 1 is of type int; give str"):
        lc.keyword_frequency(NEWS, by="paper").plot([1])


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    importing = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return importing(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"lexicount\[plot\]"):
        lc.keyword_frequency("a").plot()


@pytest.mark.parametrize(
    "result",
    [
        lc.keyword_frequency([]),
        lc.keyword_frequency(lc.documents([], metadata={"x": []}), by="x"),
        lc.keyness({}, {}),
        lc.dispersion([]),
        lc.collocations([]),
        lc.kwic([], "a"),
        lc.count_entities([]),
        lc.count_entities([]).by("document"),
        lc.count_entities([]).cooccurrence(),
        lc.casualties([]),
        lc.casualties([]).incidents(),
    ],
    ids=lambda result: type(result).__name__,
)
def test_nothing_is_drawn_of_nothing(result):
    result.plot().figure.canvas.draw()
