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
import time
from pathlib import Path
from typing import Any

import pytest

import lexicount as lc

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
        self.until("'ready' in document.documentElement.dataset")

    def value(self, expression: str) -> Any:
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression is true, for a minute at most."""
        see = f"const see = () => {expression} ? done(true) : setTimeout(see, 20); see()"
        wait = f"new Promise(done => {{ {see}; setTimeout(done, 60_000, false) }})"
        found = self.call(
            "Runtime.evaluate", expression=wait, awaitPromise=True, returnByValue=True
        )
        assert found["result"].get("value") is True, (expression, found)

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
        number = {"Escape": 27, "Enter": 13, "Tab": 9}.get(key, 0)
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

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
    return lc.report(lc.read(SEEDS), tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def browser(page: Path, tmp_path: Path) -> Any:
    found = os.environ.get("LEXICOUNT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not found:
        pytest.skip("NO BROWSER: install Chromium, or name it with LEXICOUNT_CHROMIUM")
    opened = Browser(found, tmp_path)
    opened.open(page)
    # Frequent words are shown after a click.
    opened.click(".frequent > summary")
    yield opened
    opened.close()


ROWS = "#keywords .frequent .ranked > table tbody tr"
ALL_ROWS = "#keywords .frequent .ranked tbody tr"


def test_search_shows_what_holds_the_words(browser: Browser) -> None:
    n_terms = len(browser.texts(ROWS))
    browser.press("/", "/")
    assert browser.value("document.activeElement.id") == "search"
    browser.call("Input.insertText", text="KERMAN")
    browser.until("document.getElementById('found').textContent")
    assert [row.split()[0] for row in browser.texts(ROWS)] == ["kerman"]
    assert all("Kerman" in row for row in browser.texts(".incidents tbody tr"))
    said = browser.value("document.getElementById('found').textContent")
    assert said.endswith(f"{len(browser.texts('#documents .document'))} of 34 texts")
    assert 0 < len(browser.texts("details.incident")) < 7
    assert 0 < len(browser.texts("#documents .document")) < 34
    assert browser.value("CSS.highlights.get('found').size") > 5
    browser.press("Escape")
    assert len(browser.texts(ROWS)) == n_terms
    assert len(browser.texts("#documents .document")) == 34


def test_a_click_sorts_a_table(browser: Browser) -> None:
    browser.click("#keywords .frequent .ranked summary")
    rows = browser.texts(ALL_ROWS)
    assert len(rows) == 120
    browser.click("#keywords .frequent th:first-child button")
    words = [row.split()[0] for row in browser.texts(ALL_ROWS)]
    assert words == sorted(words) != [row.split()[0] for row in rows]
    assert browser.value("document.querySelector('.frequent th').ariaSort") == "ascending"
    browser.click("#keywords .frequent th:nth-child(3) button")
    counts = [int(row.split("\t")[2]) for row in browser.texts(ALL_ROWS)]
    assert counts == sorted(counts, reverse=True)
    browser.click("#keywords .frequent th:nth-child(3) button")
    assert [int(row.split("\t")[2]) for row in browser.texts(ALL_ROWS)] == sorted(counts)
    assert sorted(browser.texts(ALL_ROWS)) == sorted(rows)


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
        "[...document.querySelectorAll('.card.org tbody .open')].map(one => one.textContent)"
    )
    assert len(names) > 12
    assert names[0] == min(names, key=str.casefold)


def test_a_number_leads_to_its_sentence_and_document(browser: Browser) -> None:
    browser.click('.incidents a[aria-label^="139 killed"]')
    browser.until("location.hash.startsWith('#f')")
    assert browser.texts(":target") == ["at least 139"]
    browser.click("li:has(:target) .facts a")
    assert browser.texts("dialog .hit") == ["at least 139"]


def test_the_first_key_leads_past_the_navigation(page: Path, browser: Browser) -> None:
    browser.open(page)
    browser.press("Tab")
    assert browser.value("document.activeElement.innerText") == "Skip to the content"


def test_a_term_opens_on_its_lines_and_they_lead_to_the_text(browser: Browser) -> None:
    browser.click("#keywords .frequent .ranked > table tbody tr .open")
    title, note, lines = opened(browser)
    assert (title, note) == ("people", "All 30 uses.")
    assert len(lines) == 30
    assert {
        browser.value(f"document.querySelectorAll('.line b')[{n}].innerText.toLowerCase()")
        for n in range(30)
    } == {"people"}
    browser.click("dialog li:nth-child(3) .line")
    assert browser.texts("dialog .hit")[0].lower() == "people"
    assert browser.texts("dialog .back") == ["‹ Back"]
    browser.click("dialog .back")
    assert opened(browser)[0] == "people"
    browser.press("Escape")
    browser.until("!document.querySelector('dialog').open")


def opened(browser: Browser) -> tuple[str, str, list[str]]:
    """Return the title, the note and the lines of the dialog."""
    (title,), notes = browser.texts("dialog h2"), browser.texts("dialog .note")
    return title, notes[0], browser.texts("dialog .line")


def test_a_name_opens_on_its_lines(browser: Browser) -> None:
    browser.click(".card.org .names tbody tr .open")
    title, note, lines = opened(browser)
    entities = lc.count_entities(lc.read(SEEDS).without_boilerplate(), date="date")
    (first,) = entities.top(1, label="ORG").to_dict()["name"]
    mentions = entities[first].mentions
    assert title == first
    assert note == f"All {mentions} mentions."
    assert len(lines) == mentions
    texts = {"".join(line.split()) for line in lines}
    assert all(
        any("".join(form.split()) in text for form in entities[first].surface_forms)
        for text in texts
    )


def test_an_incident_opens_on_its_figures(browser: Browser) -> None:
    browser.click(".incidents tbody tr:has([aria-label^='139 killed']) .open")
    title, note, lines = opened(browser)
    assert "Moscow" in title
    assert note.startswith(("All ", "30 of "))
    assert any("139" in line for line in lines)


def test_a_number_of_a_row_opens_its_lines_and_a_bar_its_documents(browser: Browser) -> None:
    browser.click("#keywords .frequent .ranked > table tbody tr .n")
    assert opened(browser)[0] == "people"
    browser.press("Escape")
    browser.until("!document.querySelector('dialog').open")
    browser.click(".documents-by-date [data-entry] rect")
    _, note, lines = opened(browser)
    assert note.endswith((" document.", " documents."))
    assert lines


def test_a_line_and_a_name_of_the_network_open(browser: Browser) -> None:
    browser.click(".network g circle")
    assert opened(browser)[1].endswith((" mentions.", " mentions, drawn evenly over documents."))
    browser.press("Escape")
    browser.until("!document.querySelector('dialog').open")
    browser.value("document.querySelector('.network g:has(line)').focus()")
    browser.press("Enter", "\r")
    title, note, lines = opened(browser)
    assert " and " in title
    assert note.endswith((" sentences.", " sentences, drawn evenly over documents."))
    assert lines


def choose(browser: Browser, label: str, text: str) -> None:
    """Choose an option of a selection with the keyboard."""
    labels = "[...document.querySelectorAll('#selection label')]"
    find = f"{labels}.find(one => one.innerText.startsWith({label!r})).control"
    browser.value(f"{find}.focus()")
    browser.call("Input.insertText", text=text)
    for character in text:
        browser.press(character, character)
    browser.press("Enter", "\r")
    assert browser.value(f"{find}.selectedOptions[0].innerText") == text


def test_a_selection_by_date_and_source_updates_all_counts(browser: Browser) -> None:
    choose(browser, "Source", "Northern Ledger")
    docs = lc.read(SEEDS).without_boilerplate().where(source="Northern Ledger")
    words = lc.keyword_frequency(docs, stop_words="auto")
    assert browser.texts("[data-total=documents]") == [f"{len(docs):,}"]
    assert browser.texts("[data-total=words]") == [f"{words.n_tokens:,}"]
    rows = [row.split() for row in browser.texts(ROWS)]
    assert len(rows) == 30
    counts = [int(count) for *_, count, _ in rows]
    assert counts == sorted(counts, reverse=True)
    for term, count, documents in rows:
        assert (words[term], words.document_frequency(term)) == (int(count), int(documents))
    assert len(browser.texts("#documents .document")) == len(docs)
    browser.click("#selection > button")
    assert browser.texts("[data-total=documents]") == ["34"]


def test_a_selection_by_dates_updates_all_counts(browser: Browser) -> None:
    choose(browser, "From", "Mar 2024")
    choose(browser, "to", "Mar 2024")
    docs = lc.read(SEEDS).without_boilerplate()
    dated = docs.where(date=lambda date: str(date).startswith("2024-03"))
    words = lc.keyword_frequency(dated, stop_words="auto")
    assert browser.texts("[data-total=documents]") == [str(len(dated))] == ["10"]
    rows = [row.split() for row in browser.texts(ROWS)]
    assert len(rows) == 30
    for term, count, documents in rows:
        assert (words[term], words.document_frequency(term)) == (int(count), int(documents))
    # The lines of a term are those of the selected documents, and the rest is said.
    browser.click(f"{ROWS} .open")
    title, note, lines = opened(browser)
    assert note == f"All {words[title]} uses in the selection."
    assert len(lines) == words[title]
    assert all("Mar 2024" in fact for fact in browser.texts("dialog li small"))
    bars = browser.value(
        "[...document.querySelectorAll('.documents-by-date rect')]"
        ".filter(one => Number(one.getAttribute('height')) > 0).length"
    )
    assert bars == 1


def test_markup_of_others_stays_text_in_the_dialog(browser: Browser, tmp_path: Path) -> None:
    attack = "<img src=x onerror=\"document.title='HACKED'\"></template><script>1</script>"
    texts = [f"The harbour {attack} of Oslo burned.", f"{attack} The harbour is calm."] * 2
    docs = lc.documents(texts, metadata={"title": [attack] * 4, "source": [attack, "b"] * 2})
    browser.open(lc.report(docs, tmp_path / "attack.html"))
    browser.click("[data-row] .open")
    assert browser.texts("dialog .line")
    browser.click("dialog .line")
    assert attack in "".join(browser.texts("dialog .text"))
    assert browser.texts("dialog h2") == [attack]
    assert browser.value("document.querySelectorAll('img, dialog script').length") == 0
    assert browser.value("document.title") == "Report on 4 documents"


def test_lines_of_a_query_are_all_its_places(browser: Browser) -> None:
    browser.press("/", "/")
    browser.call("Input.insertText", text="Moscow")
    browser.until("document.getElementById('found').textContent")
    browser.click("#concordance")
    texts = [text.lower() for text in lc.read(SEEDS) if text]
    n_places = sum(text.count("moscow") for text in texts)
    title, note, lines = opened(browser)
    assert (title, note) == ("“Moscow”", f"{n_places} places in the texts.")
    assert len(lines) == n_places > 5


def test_the_page_reads_well_without_scripts(page: Path, browser: Browser) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.call("Page.navigate", url=page.as_uri())
    time.sleep(1)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert "ready" not in browser.value("({...document.documentElement.dataset})")
    assert len(browser.texts("#keywords .pair .terms tbody tr")) >= 30
    assert browser.texts("button, input[type=search], #selection") == []
    assert len(browser.texts("#documents .document")) == 34
    browser.click("#entities .d a")
    browser.until("location.hash.startsWith('#d')")
    assert browser.value("document.querySelector(':target').tagName") == "MARK"
