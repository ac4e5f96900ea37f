"""The report in a real browser: headless Chromium, driven with real keys and clicks.

``LEXICOUNT_CHROMIUM`` names the browser, if it is not found by itself. Without a browser, the tests
are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lexicount as lc
from lexicount.reports import write_report

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--window-size=1200,900",
    "--remote-debugging-pipe",
)
# The browser reads file descriptor 3 and writes 4.
START = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3])
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """A tab, driven through the pipes of the Chrome DevTools Protocol."""

    def __init__(self, program: str, profile: Path) -> None:
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        started = [sys.executable, "-c", START, str(reads), str(writes), program]
        self._process = subprocess.Popen(
            [*started, *OPTIONS, f"--user-data-dir={profile}"],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._from, 1 << 16)
            assert read, "the browser has ended"
            self._rest += read
        first, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(first))

    def open(self, path: Path) -> None:
        self.call("Page.navigate", url=path.as_uri())
        self.until("document.readyState === 'complete' && location.protocol === 'file:'")

    def value(self, expression: str) -> Any:
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, expression: str) -> None:
        see = f"const see = () => {expression} ? done() : setTimeout(see, 20); see()"
        wait = f"new Promise(done => {{ {see} }})"
        self.call("Runtime.evaluate", expression=wait, awaitPromise=True)

    def click(self, selector: str) -> None:
        """Click the middle of the first element that a selector finds."""
        name = json.dumps(selector)
        self.value(f"document.querySelector({name}).scrollIntoView({{block: 'center'}})")
        x, y = self.value(
            f"(() => {{ const box = document.querySelector({name}).getClientRects()[0];"
            " return [box.x + box.width / 2, box.y + box.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, text: str = "") -> None:
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that can be seen."""
        found = self.value(
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            ".filter(one => one.checkVisibility()).map(one => one.innerText)"
        )
        return list(found)

    def close(self) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.terminate()
        self._process.wait(timeout=20)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(lc.read(SEEDS), tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def browser(page: Path, tmp_path: Path) -> Any:
    found = os.environ.get("LEXICOUNT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not found:
        pytest.skip("NO BROWSER: install Chromium, or name it with LEXICOUNT_CHROMIUM")
    opened = Browser(found, tmp_path)
    opened.open(page)
    yield opened
    opened.close()


ROWS = "#keywords .terms:first-child tbody tr"


def test_search_shows_what_holds_the_words(browser: Browser) -> None:
    n_terms = len(browser.texts(ROWS))
    browser.press("/", "/")
    assert browser.value("document.activeElement.id") == "search"
    browser.call("Input.insertText", text="KERMAN")
    browser.until("document.getElementById('found').textContent")
    assert [row.split()[0] for row in browser.texts(ROWS)] == ["kerman"]
    assert all("Kerman" in row for row in browser.texts(".incidents tbody tr"))
    said = browser.value("document.getElementById('found').textContent")
    n_all = browser.value("document.querySelectorAll('details.document').length")
    assert said.endswith(f"{len(browser.texts('details.document'))} of {n_all} texts")
    assert 0 < len(browser.texts("#documents .document")) < 34
    assert browser.value("CSS.highlights.get('found').size") > 5
    browser.press("Escape")
    assert len(browser.texts(ROWS)) == n_terms
    assert len(browser.texts("#documents .document")) == 34


def test_a_click_sorts_a_table(browser: Browser) -> None:
    rows = browser.texts(ROWS)
    browser.click("#keywords .terms th:first-child button")
    words = [row.split()[0] for row in browser.texts(ROWS)]
    assert words == sorted(words) != [row.split()[0] for row in rows]
    assert browser.value("document.querySelector('.terms th').ariaSort") == "ascending"
    browser.click("#keywords .terms th:nth-child(3) button")
    counts = [int(row.split("\t")[2]) for row in browser.texts(ROWS)]
    assert counts == sorted(counts, reverse=True)
    browser.click("#keywords .terms th:nth-child(3) button")
    assert [int(row.split("\t")[2]) for row in browser.texts(ROWS)] == sorted(counts)
    assert sorted(browser.texts(ROWS)) == sorted(rows)


def test_incidents_are_sorted_by_date_and_number(browser: Browser) -> None:
    rows = "[...document.querySelectorAll('.incidents tbody tr')]"
    days = f"{rows}.map(row => row.cells[1].dataset.sort)"
    browser.click(".incidents th:nth-child(2) button")
    assert browser.value(days) == sorted(browser.value(days))
    browser.click(".incidents th:nth-child(3) button")
    killed = [int(text.replace(",", "")) for text in browser.texts(".incidents td:nth-child(3) a")]
    assert killed == sorted(killed, reverse=True)


def test_names_are_sorted_over_both_of_their_tables(browser: Browser) -> None:
    browser.click(".card.org .names th:first-child button")
    names = browser.value(
        "[...document.querySelectorAll('.card.org tbody summary > bdi:first-child')]"
        ".map(one => one.textContent)"
    )
    assert len(names) > 12
    assert names[0] == min(names, key=str.casefold)


def test_a_number_leads_to_its_sentence_and_document(browser: Browser) -> None:
    browser.click('.incidents a[aria-label^="139 killed"]')
    browser.until("location.hash.startsWith('#f')")
    assert browser.texts(":target") == ["at least 139"]
    browser.click("li:has(:target) .facts a")
    browser.until("location.hash.startsWith('#d')")
    assert browser.value(
        "document.querySelector(':target').parentElement.innerText.includes('139')"
    )
    assert browser.value("document.querySelector(':target').closest('details').open")


def test_the_first_key_leads_past_the_navigation(browser: Browser) -> None:
    browser.press("Tab")
    assert browser.value("document.activeElement.innerText") == "Skip to the content"


def test_a_term_opens_on_its_lines_and_they_lead_to_the_text(browser: Browser) -> None:
    browser.click("#keywords .terms:first-child tbody tr summary")
    (told,) = browser.texts("#keywords details[open] .note")
    assert told == "The first in each of 5 texts, of 30 uses"
    browser.click("#keywords details[open] .lines a")
    browser.until("location.hash.startsWith('#d')")
    text = browser.value("document.querySelector(':target').parentElement.innerText")
    assert "people" in text
    assert browser.value("document.querySelector(':target').closest('details').open")
