"""Dates of metadata: one reader for series, groups, entities, reports and file names."""

from __future__ import annotations

import datetime as dt
import email.utils
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicount as lc
from lexicount.cli import main
from lexicount.reports import render_report

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2024, 1, 31)
TIME = dt.datetime(2024, 1, 31, 10, 15)
ZONED = TIME.replace(tzinfo=dt.timezone(dt.timedelta(hours=-5)))


def dated(dates, **options):
    return lc.documents(["ice"] * len(dates), metadata={"date": dates}, **options)


def bins(dates, every="day", **options):
    """Return the bin of each date, read one by one."""
    read = [
        lc.keyword_frequency(dated([date], **options), by="date", every=every) for date in dates
    ]
    return [next(iter(groups)) for groups in read]


@pytest.mark.parametrize(
    "date",
    [
        "2024-01-31", "20240131", "2024-W05-3", "2024W053", "2024-031", "2024031", "2024/01/31",
        "31/01/2024", "01/31/2024", "31.01.2024", "2024-01-31T23:59:59.9-11:00",
        "20240131T101500Z", "Wed, 31 Jan 2024 10:15:00 +0000", "31 Jan 24 10:15 GMT",
        "1706696100", "1706696100000", 1706696100, 1706696100.5, 1706696100000, 20240131,
        DAY, TIME, ZONED, email.utils.format_datetime(ZONED), np.datetime64("2024-01-31"),
        np.datetime64("2024-01-31T10:15", "ns"), pd.Timestamp(TIME), pd.Timestamp(ZONED),
        pd.Period("2024-01-31"), pd.Period("2024-01-31 10:00", freq="h"), pa.scalar(DAY),
    ],
)  # fmt: skip
def test_all_forms_of_a_day_are_read(date):
    assert bins([date]) == ["2024-01-31"]
    docs = dated([date])
    assert lc.trends(docs, "ice", every="day").to_dict()["date"] == ["2024-01-31"]
    found = lc.count_entities(lc.documents("shut today", metadata=docs.metadata), date="date")
    assert "2024-01-31" in found.to_dict()["name"]
    assert "<dd>31 Jan 2024</dd>" in render_report(docs)


@pytest.mark.parametrize(
    "dates",
    [
        pd.Series([DAY, None], dtype="datetime64[ns]"),
        pd.Series([TIME, None], dtype="datetime64[s, UTC]"),
        pd.Series(["2024-01-31", None], dtype="period[D]"),
        pd.Series(["2024-01-31", None], dtype="string"),
        pd.Series(["2024-01-31", None], dtype="category"),
        pl.Series([DAY, None]),
        pl.Series([TIME, None]),
        pa.array([DAY, None]),
        pa.array([DAY, None], pa.date64()),
        pa.array([TIME, None], pa.timestamp("ms")),
        pa.chunked_array([pa.array([TIME, None], pa.timestamp("ns", "UTC"))]),
        np.array(["2024-01-31", "NaT"], dtype="datetime64[D]"),
        np.array(["2024-01-31T10", "NaT"], dtype="datetime64[ns]"),
        [DAY, float("nan")],
        ["2024-01-31", pd.NaT],
        [20240131, np.datetime64("NaT")],
    ],
)
def test_columns_of_dates_are_read(dates):
    found = lc.keyword_frequency(dated(dates), by="date", every="day")
    assert list(found) == ["2024-01-31", None]
    assert found.undated == {"missing": 1, "unreadable": 0, "ambiguous": 0, "coarse": 0}


@pytest.mark.parametrize(
    ("dates", "every", "expected"),
    [
        ([2020.0, 2021, "2022"], "year", ["2020", "2021", "2022"]),
        (np.array([2020, 2021]), "decade", ["2020s"] * 2),
        (["2024Q1", pd.Period("2024Q3", freq="Q")], "quarter", ["2024-Q1", "2024-Q3"]),
        (np.array(["2024-02"], "datetime64[M]"), "month", ["2024-02"]),
        (np.array(["2024-02"], "datetime64[M]"), "day", [None]),
        ([pd.Period("2024-01-31", freq="W")], "week", ["2024-W05"]),
        ([pd.Period("2024", freq="Y")], "year", ["2024"]),
        (["1990s", "2024-W05"], "year", [None, "2024"]),
        (["2024-02-30", "99999999", "soon", True, "12/2024"], "month", [None] * 4 + ["2024-12"]),
    ],
)
def test_dates_are_as_precise_as_they_are_written(dates, every, expected):
    assert bins(list(dates), every) == expected


@given(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    year, week, weekday = day.isocalendar()
    forms = [
        day.isoformat(),
        day.isoformat().replace("-", ""),
        day.isoformat().replace("-", "/"),
        f"{year:04}-W{week:02}-{weekday}",
        f"{day.year:04}-{day.timetuple().tm_yday:03}",
        f"{day:%a}, {day.day} {day:%b} {day.year:04} 00:00:00 +0000",
    ]
    if year > 9999:
        del forms[3]
    counted = lc.keyword_frequency(dated(forms), by="date", every="day")
    assert list(counted) == [day.isoformat()]


@pytest.mark.parametrize(
    "date",
    ["24 mars 2024", "24. März 2024", "24 de marzo de 2024", "24 марта 2024", "2024年3月24日"],
)
def test_month_names_of_other_languages_are_counted_as_unreadable(date):
    found = lc.keyword_frequency(dated([date, "24 Mar 2024"]), by="date", every="month")
    assert list(found) == ["2024-03", None]
    assert found.undated["unreadable"] == 1
    assert "Could not read the date of 1 of 2." in render_report(dated([date, "24 Mar 2024"]))


def test_exchangeable_days_and_months_are_read_if_the_order_is_given():
    dates = ["03/04/2024", "24/03/2024", "5.5.2024"]
    assert bins(dates) == [None, "2024-03-24", "2024-05-05"]
    assert bins(dates, dayfirst=True) == ["2024-04-03", "2024-03-24", "2024-05-05"]
    assert bins(dates, dayfirst=False) == ["2024-03-04", None, "2024-05-05"]
    found = lc.trends(dated(dates), "ice", every="day")
    assert found.undated["ambiguous"] == 1
    assert "1 document without a bin (1 ambiguous)" in repr(found)
    docs = lc.documents(dated(dates), dayfirst=True)
    assert lc.trends(docs, "ice", every="day").undated["ambiguous"] == 0
    batch = next(iter(docs.batches()))
    assert batch.dayfirst
    assert lc.documents(docs).dayfirst


def test_undated_documents_are_counted_by_every_reader():
    docs = dated(["2024-01-31", None, "soon", "2024", "03/04/2024"])
    undated = {"missing": 1, "unreadable": 1, "ambiguous": 1, "coarse": 1}
    counts = lc.keyword_frequency(docs, by="date", every="month")
    assert counts.undated == undated
    assert "4 documents without a bin (1 missing, 1 unreadable, 1 ambiguous, 1 coarse)" in repr(
        counts
    )
    assert (counts + counts).undated == dict.fromkeys(undated, 2)
    assert lc.trends(docs, "ice", every="month").undated == undated
    entities = lc.count_entities(docs, date="date")
    assert entities.undated == undated | {"coarse": 0}
    assert "3 documents without a date" in repr(entities)
    assert entities.by("date", every="month").undated == undated
    assert lc.count_entities(docs).undated == dict.fromkeys(undated, 0)
    page = render_report(docs)
    assert "1 of 5 have no date." in page
    assert "Could not read the dates of 2 of 5." in page


def test_undated_documents_are_saved(tmp_path: Path):
    docs = dated(["2024-01-31", None, "03/04/2024"])
    counts = lc.keyword_frequency(docs, by="date", every="month")
    counts.save(tmp_path / "counts")
    assert lc.GroupedKeywordFrequency.load(tmp_path / "counts").undated == counts.undated
    entities = lc.count_entities(docs, date="date")
    entities.save(tmp_path / "entities.json")
    loaded = lc.Entities.load(tmp_path / "entities.json")
    assert loaded.undated == entities.undated
    assert (loaded + entities).undated["ambiguous"] == 2


def test_files_without_the_column_are_undated(tmp_path: Path):
    rows = ['{"text": "ice", "date": "20240131"}\n', '{"text": "ice"}\n']
    for number, row in enumerate(rows):
        (tmp_path / f"{number}.jsonl").write_text(row * 3)
    docs = lc.read(str(tmp_path))
    counts = lc.keyword_frequency(docs, by="date", every="month")
    assert counts.undated["missing"] == 3
    assert counts.totals().to_dict()["n_documents"] == [3, 3]


@pytest.mark.parametrize("command", ["keywords", "entities"])
def test_the_command_says_which_dates_it_could_not_read(command, tmp_path: Path, capsys):
    rows = ['{"text": "Kabul shook.", "date": "2024-01-31"}', '{"text": "Rain.", "date": "soon"}']
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    main([command, str(tmp_path), "--every", "month"])
    out, err = capsys.readouterr()
    assert "2024-01" in out
    assert "1 document without a bin (1 unreadable)" in err


def test_names_of_files_begin_with_dates(tmp_path: Path):
    names = ["2024-03-24.txt", "20240324-b.txt", "2024-03 c.txt", "1984.txt", "12345678.txt"]
    for name in names:
        (tmp_path / name).write_text("ice")
    docs = lc.read(*[tmp_path / name for name in names])
    assert docs.metadata["date"] == ["2024-03-24", "2024-03-24", "2024-03", None, None]


@pytest.mark.parametrize(
    ("dates", "unit", "period"),
    [
        (["2019", "2021", 2021.0], "year", "2019 – 2021"),
        (["2024-01", "2024-03"], "month", "Jan 2024 – Mar 2024"),
        (["2024-01-31", "2024-03-01", "2024"], "day", "31 Jan 2024"),
        (["1990s", "2010s"], "decade", "1990s – 2010s"),
        (["2024Q1", "2025Q2"], "year", "Q1 2024 – Q2 2025"),
    ],
)
def test_time_lines_are_as_precise_as_the_dates(dates, unit, period):
    page = render_report(dated(dates))
    assert f"Documents by {unit}." in page
    assert period in page


def test_time_lines_say_which_dates_are_too_coarse():
    page = render_report(dated(["2024-01-31", "2024-03-01", "2024"]))
    assert "The dates of 1 do not tell the day." in page


def test_dates_that_are_all_unreadable_are_reported():
    page = render_report(dated([None, "soon"]))
    assert "Could not read the date of 1 of 2." in page
    assert "<svg" not in page
    # A week may belong to no one decade.
    assert render_report(dated(["2020-W01", "2020-W01"]))
