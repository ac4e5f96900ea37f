// Tables that a click sorts, and lists in order of their counts.

const shownText = (cell) => (cell.querySelector("a, button") || cell).textContent.trim();
const keyOf = (row, column) => row.cells[column].dataset.sort ?? shownText(row.cells[column]);
const numberOf = (key) => Number(key.replaceAll(",", "").replace(/ reports?$/, ""));
const collator = new Intl.Collator(undefined, { numeric: true });

const containerOf = (node) => node.closest(".ranked, .wide-table");
// The first rows of a list are in one part, the others in one that opens.
const partsOf = (container) => [...container.querySelectorAll("tbody, ul.chips")];
const rowsOf = (container) => partsOf(container).flatMap((part) => [...part.children]);

// Puts rows in order; those that are not in the selection are last.
const arrange = (container, order) => {
  const parts = partsOf(container);
  const lengths = parts.map((part) => part.children.length);
  const rows = rowsOf(container);
  const isOut = (row) => row.dataset.out !== undefined;
  rows.sort((a, b) => isOut(a) - isOut(b) || order(a, b));
  parts.forEach((part, place) => part.append(...rows.splice(0, lengths[place])));
};

const sortBy = (head) => {
  const container = containerOf(head);
  const column = head.cellIndex;
  const keys = new Map(rowsOf(container).map((row) => [row, keyOf(row, column)]));
  const known = [...keys.values()].filter((key) => key !== "");
  const isNumber = known.every((key) => !Number.isNaN(numberOf(key)));
  const was = head.getAttribute("aria-sort");
  // Numbers begin with the largest, words with A.
  const isDown = was ? was === "ascending" : isNumber;
  const order = isNumber
    ? (a, b) => numberOf(a) - numberOf(b)
    : (a, b) => collator.compare(a, b);
  arrange(container, (one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    // Empty cells are last in either direction.
    if (a === "" || b === "") return (a === "") - (b === "");
    return isDown ? order(b, a) : order(a, b);
  });
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
};

const makeSortable = () => {
  for (const head of document.querySelectorAll(":is(.ranked, .wide-table) thead th")) {
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => sortBy(head));
    head.append(button);
  }
};
