"""A report page as tests read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ATTACK = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;<!--"
VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a page holds, by document; complains of tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.documents: dict[str, list[str]] = {}
        self.marks: dict[str, list[tuple[str, str]]] = {}
        self.text = ""
        self.scripts: list[str] = []
        self._document = ""
        self._takes = self._in_mark = False
        self.feed(page)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and not values and self.stack == ["html", "body"]:
            # The script of the page itself is compared with the policy of the page.
            self.scripts.append("")
        else:
            self.tags.append((tag, values))
        if tag == "details" and values.get("class") == "document":
            self._document = values["id"]
            self.documents[self._document] = []
            self.marks[self._document] = []
        if tag == "footer":
            self._document = ""
        # Only the texts and titles of documents are compared with the input.
        if self._document and tag in ("h3", "p"):
            self._takes = "note" not in values.get("class", "")
            if self._takes:
                self.documents[self._document].append("")
        if self._document and tag == "mark":
            self._in_mark = True
            self.marks[self._document].append((values["title"], ""))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag
        if tag in ("h3", "p"):
            self._takes = False
        if tag == "mark":
            self._in_mark = False

    def handle_data(self, data: str) -> None:
        if self.stack[-1:] == ["script"]:
            self.scripts[-1] += data
        elif "style" not in self.stack:
            self.text += data
        if self._takes:
            self.documents[self._document][-1] += data
        if self._in_mark:
            title, text = self.marks[self._document][-1]
            self.marks[self._document][-1] = (title, text + data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            values
            for name, values in self.tags
            if name == tag
            and all(
                values.get(key.strip("_").replace("_", "-")) == value
                for key, value in wanted.items()
            )
        ]


def plain(html: str) -> str:
    html = re.sub(r"</?(a|bdi|mark)\b[^>]*>", "", html)
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#x27;", "'").split())
