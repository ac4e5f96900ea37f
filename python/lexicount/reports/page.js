"use strict";
// Search, and tables that a click sorts. The page reads without scripts.
(() => {
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");

  // Tables

  const shownText = (cell) => (cell.querySelector("a, summary") || cell).textContent.trim();
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? shownText(cell);
  };
  const numberOf = (key) => Number(key.replaceAll(",", ""));
  const collator = new Intl.Collator(undefined, { numeric: true });

  // The first rows of a list of names are in one table, the others in one that opens.
  const tablesOf = (table) =>
    table.matches(".names") ? [...table.closest(".card").querySelectorAll("table")] : [table];

  const sort = (head, column) => {
    const tables = tablesOf(head.closest("table"));
    const bodies = tables.map((table) => table.tBodies[0]);
    const lengths = bodies.map((body) => body.rows.length);
    const rows = bodies.flatMap((body) => [...body.rows]);
    const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
    const known = [...keys.values()].filter((key) => key !== "");
    const isNumber = known.every((key) => !Number.isNaN(numberOf(key)));
    const was = head.getAttribute("aria-sort");
    // Numbers begin with the largest, words with A.
    const isDown = was ? was === "ascending" : isNumber;
    const order = isNumber
      ? (a, b) => numberOf(a) - numberOf(b)
      : (a, b) => collator.compare(a, b);
    rows.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      // Empty cells are last in either direction.
      if (a === "" || b === "") return (a === "") - (b === "");
      return isDown ? order(b, a) : order(a, b);
    });
    bodies.forEach((body, place) => body.append(...rows.splice(0, lengths[place])));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  };

  for (const head of document.querySelectorAll("table:is(.terms, .names, .incidents) thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, head.cellIndex));
    head.append(button);
  }

  // Search

  const ENTRIES = ":is(.terms, .names, .incidents) tbody tr, .chips li:not(.note)";
  const TEXTS = "details.document";
  const box = document.getElementById("search");
  const said = document.getElementById("found");
  let entries = null;
  let texts = null;
  let opened = [];

  // A term or a name is found by its own text, not by its lines.
  const ownText = (node) =>
    (node.querySelector(":is(td, th) > details > summary") || node).textContent;
  const indexed = (selector) =>
    [...document.querySelectorAll(selector)].map((node) => [node, fold(ownText(node))]);

  const filter = (indexed, query) => {
    let found = 0;
    for (const [node, text] of indexed) {
      node.hidden = !text.includes(query);
      found += !node.hidden;
    }
    return found;
  };

  const has = (part) => part.querySelector(`:is(${ENTRIES}, ${TEXTS}):not([hidden])`) !== null;

  const mark = (query) => {
    if (!globalThis.Highlight) return;
    const ranges = [];
    for (const [node] of query ? texts : []) {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (!node.hidden && ranges.length < 5000 && walker.nextNode()) {
        const data = walker.currentNode.data.toLowerCase();
        for (let at = data.indexOf(query); at >= 0; at = data.indexOf(query, at + query.length)) {
          if (at + query.length > walker.currentNode.length) break;
          const range = new Range();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + query.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const search = () => {
    const query = fold(box.value.trim());
    entries ??= indexed(ENTRIES);
    texts ??= indexed(TEXTS);
    const nEntries = filter(entries, query);
    const nTexts = filter(texts, query);
    for (const more of opened) more.open = false;
    opened = [];
    for (const more of query ? document.querySelectorAll(".more:not([open])") : []) {
      if (has(more)) {
        more.open = true;
        opened.push(more);
      }
    }
    for (const part of document.querySelectorAll(".card, main > section:has(.terms, .card)")) {
      part.hidden = query !== "" && !has(part);
    }
    mark(box.value.trim().toLowerCase());
    said.textContent = query
      ? `${nEntries.toLocaleString("en")} of ${entries.length.toLocaleString("en")} entries, ` +
        `${nTexts.toLocaleString("en")} of ${texts.length.toLocaleString("en")} texts`
      : "";
  };

  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input[type=search], textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && event.target === box) {
      box.value = "";
      search();
    }
  });
  box.closest("[hidden]").hidden = false;
})();
