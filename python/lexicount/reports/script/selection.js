// Selection by source, language and dates: counts are summed over the selected cells.

const ANY = -2;

const chooser = (label, names, first) => {
  const select = make("select", {}, make("option", { value: ANY }, first));
  names.forEach((name, value) => name && select.append(make("option", { value }, name)));
  return { select, label: make("label", {}, `${label} `, select) };
};

// The choosers that make sense for these documents.
const choosers = (data) => {
  const has = (names) => names.filter(Boolean).length > 1;
  const made = {};
  if (data.sources.length > 1) made.source = chooser("Source", data.sources.map((name) => name || "no source"), "all");
  if (has(data.languages)) made.language = chooser("Language", data.languages, "all");
  const used = new Set(data.cells.map(([, bin]) => bin));
  const bins = data.bins.map((name, bin) => (used.has(bin) ? name : ""));
  if (has(bins)) {
    made.from = chooser("From", bins, "the beginning");
    made.to = chooser("to", bins, "the end");
  }
  return made;
};

const chosen = (made, name) => (made[name] ? Number(made[name].select.value) : ANY);

const selectedCells = (data, made) => {
  const [source, language, from, to] = ["source", "language", "from", "to"].map((name) => chosen(made, name));
  if ([source, language, from, to].every((value) => value === ANY)) return null;
  return data.cells.map(
    ([ownSource, bin, ownLanguage]) =>
      (source === ANY || source === ownSource) &&
      (language === ANY || language === ownLanguage) &&
      (from === ANY || bin >= from) &&
      (to === ANY || (bin >= 0 && bin <= to)),
  );
};

const setCount = (cell, value) => {
  if (!cell) return;
  const inner = cell.querySelector("a, button") ?? cell;
  inner.textContent = number(value);
  const said = inner.getAttribute("aria-label");
  if (said) inner.setAttribute("aria-label", said.replace(/^[\d,]+/, number(value)));
};

const updateRows = (data) => {
  for (const row of document.querySelectorAll("[data-row]")) {
    const { count, documents } = tally(data, data.entries[row.dataset.row]);
    row.toggleAttribute("data-out", count === 0);
    row.dataset.count = count;
    setCount(row.querySelector(".n"), count);
    setCount(row.querySelector(".d"), documents);
  }
  for (const container of document.querySelectorAll(".ranked")) {
    const rows = rowsOf(container);
    const most = Math.max(...rows.map((row) => Number(row.dataset.count)), 1);
    for (const row of rows) {
      const bar = row.querySelector(".bar i");
      if (bar) bar.style.width = `${(100 * row.dataset.count) / most}%`;
    }
    // Key terms keep the order of the page.
    const isOrdered = container.dataset.ordered !== undefined;
    rows.forEach((row, place) => (row.dataset.place ??= place));
    const key = isOrdered ? (row) => row.dataset.place : (row) => -row.dataset.count;
    arrange(container, (a, b) => key(a) - key(b));
    for (const head of container.querySelectorAll("[aria-sort]")) head.removeAttribute("aria-sort");
  }
};

const updateChart = (data) => {
  const chart = document.querySelector(".documents-by-date");
  if (!chart) return;
  const [top, bottom] = [Number(chart.dataset.top), Number(chart.dataset.bottom)];
  const bars = [...chart.querySelectorAll("[data-entry]")];
  const counts = bars.map((bar) => tally(data, data.entries[bar.dataset.entry]).count);
  const most = Math.max(...counts, 1);
  bars.forEach((bar, place) => {
    const height = ((bottom - top) * counts[place]) / most;
    const rect = bar.querySelector("rect");
    rect.setAttribute("y", bottom - height);
    rect.setAttribute("height", height);
    const { name } = data.entries[bar.dataset.entry];
    rect.querySelector("title").textContent = `${name}: ${plural(counts[place], "document")}`;
    const text = bar.querySelector("text");
    if (text) {
      text.textContent = counts[place] || "";
      text.setAttribute("y", bottom - height - 5);
    }
  });
  const scale = chart.querySelector(".scale");
  if (scale) scale.textContent = plural(most, "document");
};

const updateTotals = (data) => {
  const totals = { documents: 0, words: 0 };
  data.cells.forEach(([, , , documents, words], cell) => {
    if (isSelected(data, cell)) {
      totals.documents += documents;
      totals.words += words;
    }
  });
  for (const [name, value] of Object.entries(totals)) {
    const shown = document.querySelector(`[data-total=${name}]`);
    if (shown) shown.textContent = number(value);
  }
  for (const one of document.querySelectorAll("#documents [data-cell]")) {
    one.toggleAttribute("data-out", !isSelected(data, Number(one.dataset.cell)));
  }
};

const applySelection = (data, made, reset) => {
  data.selected = selectedCells(data, made);
  document.body.toggleAttribute("data-selected", data.selected !== null);
  reset.hidden = data.selected === null;
  updateRows(data);
  updateChart(data);
  updateTotals(data);
  refreshSearch();
};

const makeSelection = (data) => {
  const made = choosers(data);
  const all = Object.values(made);
  if (!all.length) return;
  const reset = make("button", { type: "button", textContent: "All documents", hidden: true });
  const apply = () => applySelection(data, made, reset);
  for (const { select } of all) select.addEventListener("change", apply);
  reset.addEventListener("click", () => {
    for (const { select } of all) select.value = ANY;
    apply();
    all[0].select.focus();
  });
  const period = [made.from?.label, made.to?.label].filter(Boolean);
  const others = [made.source?.label, made.language?.label].filter(Boolean);
  const group = period.length ? [make("span", {}, period[0], " ", period[1])] : [];
  document.getElementById("selection").append(...others, ...group, reset);
};
