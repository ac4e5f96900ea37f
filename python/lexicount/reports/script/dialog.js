// The dialog: the lines of an entry, and from each line its document.

const CONTEXT = 70;
const SVG = "http://www.w3.org/2000/svg";

let shownViews = [];

const dialogParts = () => {
  const back = make("button", { type: "button", className: "back", textContent: "‹ Back" });
  const title = make("h2", { id: "dialog-title", dir: "auto", tabIndex: -1 });
  const close = make("button", { type: "button", textContent: "Close" });
  const body = make("div", { className: "body" });
  const dialog = make("dialog", { id: "dialog" }, make("header", {}, back, title, close), body);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  back.addEventListener("click", () => {
    shownViews.pop();
    render();
  });
  close.addEventListener("click", () => dialog.close());
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => (shownViews = []));
  document.body.append(dialog);
  return { dialog, back, title, body };
};

let parts = null;

const render = () => {
  parts ??= dialogParts();
  const view = shownViews.at(-1);
  parts.back.hidden = shownViews.length < 2;
  parts.title.textContent = view.title;
  parts.body.replaceChildren(...view.content());
  if (!parts.dialog.open) parts.dialog.showModal();
  parts.title.focus();
  const hit = parts.body.querySelector(".hit");
  if (hit) hit.scrollIntoView({ block: "center" });
  else parts.body.scrollTop = 0;
};

const show = (view) => {
  shownViews.push(view);
  render();
};

// Lines

const lineOf = (data, use) => {
  const one = data.documents[use.place];
  const { start, text } = fragmentAt(one, use.start);
  const at = use.start - start;
  const end = at + use.length;
  let left = text.slice(Math.max(at - CONTEXT, 0), at);
  let right = text.slice(end, end + CONTEXT);
  // Words that are cut are left out.
  if (at > CONTEXT) left = left.replace(/^\S*\s/, "");
  if (end + CONTEXT < text.length) right = right.replace(/\s\S*$/, "");
  return { use, one, left, keyword: text.slice(at, end), right };
};

const ORDERS = {
  "documents": () => 0,
  "word before": (a, b) =>
    collator.compare(lastWord(a.left), lastWord(b.left)),
  "word after": (a, b) => collator.compare(a.right.trim(), b.right.trim()),
};
const lastWord = (text) => text.trim().split(/\s+/).pop() ?? "";

const lineItem = (data, line) => {
  const { one, use } = line;
  const spaced = (text) => text.replace(/\s+/g, " ");
  const words = use.length
    ? [
        make("span", { className: "left" }, spaced(line.left)),
        make("b", {}, spaced(line.keyword)),
        make("span", { className: "right" }, spaced(line.right)),
      ]
    : [make("span", { className: "start" }, spaced(line.right))];
  const button = make("button", { type: "button", className: "line", dir: "auto" }, ...words);
  button.addEventListener("click", () => show(documentView(data, use)));
  const facts = [one.heading, one.facts[0], one.facts[1]].filter(Boolean).join(" · ");
  return make("li", {}, button, make("small", { dir: "auto" }, facts));
};

const lineList = (data, uses) => {
  const lines = uses.map((use) => lineOf(data, use));
  const list = make("ul", { className: uses.some((use) => use.length) ? "kwic" : "kwic plain" });
  const fill = (order) =>
    list.replaceChildren(...lines.toSorted(ORDERS[order]).map((line) => lineItem(data, line)));
  fill("documents");
  if (uses.length < 3 || !uses.some((use) => use.length)) return [list];
  const choice = make("select", {}, ...Object.keys(ORDERS).map((name) => make("option", {}, name)));
  choice.addEventListener("change", () => fill(choice.value));
  return [make("p", { className: "order" }, make("label", {}, "Order by ", choice)), list];
};

// Says what the lines are a sample of.
const sampleNote = (data, entry, uses) => {
  const total = tally(data, entry).count;
  const where = data.selected === null ? "" : " in the selection";
  if (!total) return `Not one ${entry.noun}${where}.`;
  if (!uses.length) return `${plural(total, entry.noun)}${where}; no sample of them fits on this page.`;
  if (uses.length >= total) return `${total === 1 ? "The only" : "All"} ${plural(total, entry.noun)}${where}.`;
  return `${number(uses.length)} of ${plural(total, entry.noun)}${where}, drawn evenly over documents.`;
};

const entryView = (data, entry) => ({
  title: entry.name,
  content: () => {
    const uses = usesOf(data, entry);
    const note = make("p", { className: "note" }, sampleNote(data, entry, uses));
    const chart = entry.noun === "document" ? [] : binChart(data, entry);
    return [note, ...chart, ...lineList(data, uses)];
  },
});

// A small chart of an entry over time.
const binChart = (data, entry) => {
  const counts = countsByBin(data, entry);
  const most = Math.max(...counts);
  if (counts.length < 3 || most < 1) return [];
  const chart = document.createElementNS(SVG, "svg");
  const said = `Over time, by ${data.unit}: at most ${number(most)}`;
  const set = (node, values) =>
    Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
  set(chart, { class: "chart small", width: "100%", height: 54, role: "img", "aria-label": said });
  counts.forEach((count, bin) => {
    const bar = document.createElementNS(SVG, "rect");
    const width = 100 / counts.length;
    const height = (50 * count) / most;
    set(bar, { x: `${(bin + 0.1) * width}%`, width: `${0.8 * width}%`, y: 52 - height, height });
    const title = document.createElementNS(SVG, "title");
    title.textContent = `${data.bins[bin]}: ${plural(count, entry.noun)}`;
    bar.append(title);
    chart.append(bar);
  });
  const ends = make("p", { className: "ends" });
  ends.append(make("span", {}, data.bins[0]), make("span", {}, said), make("span", {}, data.bins.at(-1)));
  return [chart, ends];
};

// Documents

const documentView = (data, use) => {
  const one = data.documents[use.place];
  return {
    title: one.heading,
    content: () => {
      const facts = one.facts.filter((fact) => fact && fact !== one.heading).join(" · ");
      const shown = one.fragments.reduce((sum, fragment) => sum + fragment.text.length, 0);
      const said =
        shown < one.length
          ? `Excerpts: ${number(shown)} of ${plural(one.length, "character")} are on this page.`
          : one.length
            ? ""
            : "There is no text.";
      const text = make("div", { className: "text", lang: one.language, dir: "auto" });
      for (const fragment of one.fragments) text.append(paragraph(data, one, fragment, use));
      return [make("p", { className: "facts" }, facts), make("p", { className: "note" }, said), text];
    },
  };
};

// Marks and skipped lines of a document as spans, in order.
const spansOf = (data, one) => {
  const spans = [];
  let start = 0;
  for (let at = 0; at < one.marks.length; at += 4) {
    start += one.marks[at];
    const [css, label] = data.kinds[one.marks[at + 2]];
    const title = `${data.names[one.marks[at + 3]]} · ${label}`;
    spans.push({ start, end: start + one.marks[at + 1], css, title });
  }
  for (let at = 0; at < one.skipped.length; at += 2) {
    const title = "boilerplate: not counted";
    spans.push({ start: one.skipped[at], end: one.skipped[at + 1], css: "skipped", title });
  }
  return spans.sort((a, b) => a.start - b.start);
};

const paragraph = (data, one, fragment, use) => {
  const { start, text } = fragment;
  const end = start + text.length;
  const element = make("p", {});
  const add = (node, from, to) => {
    // The hit may begin or end within a mark.
    const first = Math.min(Math.max(use.start, from), to);
    const last = Math.max(Math.min(use.start + use.length, to), first);
    node.append(text.slice(from - start, first - start));
    if (last > first) {
      node.append(make("mark", { className: "hit" }, text.slice(first - start, last - start)));
    }
    node.append(text.slice(last - start, to - start));
  };
  if (start > 0) element.append("… ");
  let at = start;
  for (const span of spansOf(data, one)) {
    if (span.start < at || span.end > end) continue;
    add(element, at, span.start);
    const tag = span.css === "skipped" ? "span" : "mark";
    const mark = make(tag, { className: span.css, title: span.title });
    add(mark, span.start, span.end);
    element.append(mark);
    at = span.end;
  }
  add(element, at, end);
  if (end < one.length) element.append(" …");
  return element;
};
