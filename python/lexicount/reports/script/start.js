// What is clicked opens: an entry on its lines, a link to a place on its document.

// Openers that are plain text without the script.
const makeButtons = () => {
  for (const span of document.querySelectorAll("span:is([data-entry], [data-at])")) {
    const button = make("button", { type: "button", className: "open" }, ...span.childNodes);
    for (const { name, value } of span.attributes) button.setAttribute(name, value);
    span.replaceWith(button);
  }
  for (const group of document.querySelectorAll("svg g[data-entry]")) {
    group.setAttribute("tabindex", 0);
    group.setAttribute("role", "button");
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        group.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  }
};

const placeView = (data, written) => {
  const [id, start, length] = written.split(",").map(Number);
  const place = data.placeOf.get(id);
  if (place === undefined) return null;
  return documentView(data, { place, start, length });
};

const opened = (data, target) => {
  const opener = target.closest("[data-entry], [data-at]");
  if (opener?.dataset.entry) return entryView(data, data.entries[opener.dataset.entry]);
  if (opener) return placeView(data, opener.dataset.at);
  // The numbers of a row lead to its lines too.
  const row = target.closest(".n, .d, .bar") && target.closest("[data-row]");
  return row ? entryView(data, data.entries[row.dataset.row]) : null;
};

// Headings that are jumped to are not hidden by the bar at the top, whose height varies.
const keepHeadingsClear = () => {
  const { height } = document.querySelector("nav").getBoundingClientRect();
  document.documentElement.style.scrollPaddingTop = `${height + 8}px`;
};

const start = async () => {
  makeSortable();
  makeSearch();
  if (!globalThis.DecompressionStream) return;
  const data = await unpack();
  searched = data;
  textIndex = null;
  makeButtons();
  makeSelection(data);
  keepHeadingsClear();
  addEventListener("resize", keepHeadingsClear);
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const view = opened(data, event.target);
    if (view) {
      event.preventDefault();
      show(view);
    }
  });
  document.getElementById("concordance").addEventListener("click", () => {
    show(queryView(data, box.value.trim()));
  });
  document.documentElement.dataset.ready = "";
  refreshSearch();
};

start();
