// Search in terms, names and texts.

const TEXTS = "#documents [data-cell]";
// What is hidden if nothing in it is found.
const PARTS = ".card, .ranked, main > section:has(.ranked, .card, .incidents)";
const MOST_RANGES = 5000;
const MOST_LINES = 200;

const box = document.getElementById("search");
const said = document.getElementById("found");
let rowIndex = null;
let textIndex = null;
let incidentIndex = null;
let openedParts = [];

const indexRows = () =>
  [...document.querySelectorAll("[data-row]")].map((row) => [
    row,
    fold((row.querySelector("th") || row.querySelector("[data-entry]") || row).textContent),
  ]);

const indexIncidents = () =>
  [...document.querySelectorAll("details.incident")].map((one) => [one, fold(one.textContent)]);

// A document is found by what the list says of it and by its text, or the excerpts of it.
const indexTexts = (data) =>
  [...document.querySelectorAll(TEXTS)].map((node) => {
    const place = data?.placeOf.get(Number(node.id.slice(1)));
    const fragments = place === undefined ? [] : data.documents[place].fragments;
    return [node, fold([node.textContent, ...fragments.map(({ text }) => text)].join(" "))];
  });

const filter = (index, query) => {
  let found = 0;
  for (const [node, text] of index) {
    const isFound = text.includes(query);
    node.toggleAttribute("data-unmatched", !isFound);
    found += isFound && node.dataset.out === undefined;
  }
  return found;
};

const hasShown = (part) =>
  part.querySelector(`:is([data-row], ${TEXTS}):not([data-unmatched], [data-out])`) !== null;

// Highlights the query in the texts that are part of the page.
const highlight = (query) => {
  if (!globalThis.Highlight) return;
  const ranges = [];
  for (const [node] of query ? textIndex : []) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (node.dataset.unmatched === undefined && ranges.length < MOST_RANGES && walker.nextNode()) {
      const text = walker.currentNode.data.toLowerCase();
      for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
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

const openParts = (query) => {
  for (const more of openedParts) more.open = false;
  openedParts = [];
  for (const more of query ? document.querySelectorAll(".more:not([open])") : []) {
    if (hasShown(more)) {
      more.open = true;
      openedParts.push(more);
    }
  }
};

let searched = null;

const search = () => {
  const query = fold(box.value.trim());
  rowIndex ??= indexRows();
  textIndex ??= indexTexts(searched);
  incidentIndex ??= indexIncidents();
  const nRows = filter(rowIndex, query);
  const nTexts = filter(textIndex, query);
  filter(incidentIndex, query);
  openParts(query);
  for (const part of document.querySelectorAll(PARTS)) {
    part.hidden = query !== "" && !hasShown(part);
  }
  highlight(box.value.trim().toLowerCase());
  const texts = searched === null || searched.whole ? "texts" : "documents (in their excerpts)";
  said.textContent = query
    ? `${number(nRows)} of ${number(rowIndex.length)} entries, ` +
      `${number(nTexts)} of ${number(textIndex.length)} ${texts}`
    : "";
  document.getElementById("concordance").disabled = searched === null || query === "";
};

const refreshSearch = () => {
  if (box.value.trim()) search();
};

// The lines of any words: every place in the texts of the page that has them.
const queryView = (data, written) => {
  const query = written.toLowerCase();
  const uses = [];
  data.documents.forEach((one, place) => {
    if (!isSelected(data, one.cell)) return;
    for (const { start, text } of one.fragments) {
      const lower = text.toLowerCase();
      if (lower.length !== text.length) continue;
      for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, at + query.length)) {
        uses.push({ place, start: start + at, length: query.length });
      }
    }
  });
  const step = Math.max(uses.length / MOST_LINES, 1);
  const sample = uses.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  const where = data.whole ? "in the texts" : "in the excerpts on this page";
  const drawn = sample.length < uses.length ? `${number(sample.length)} of ` : "";
  const note = `${drawn}${plural(uses.length, "place")} ${where}.`;
  return {
    title: `“${written}”`,
    content: () => [make("p", { className: "note" }, note), ...lineList(data, sample)],
  };
};

const makeSearch = () => {
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input[type=search], textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && event.target === box) {
      box.value = "";
      search();
    }
  });
  box.closest("[hidden]").hidden = false;
};
