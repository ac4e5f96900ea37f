// The data of the page: counts by cell, uses, and texts or excerpts of them.

const number = (value) => value.toLocaleString("en");
const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");

// Returns a new element; strings among its children become text.
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const unpack = async () => {
  const packed = atob(document.getElementById("data").content.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return understood(JSON.parse(await new Response(stream).text()));
};

// The arrays of the data by name.
const understood = (raw) => {
  const documents = raw.documents.map((one) => {
    const [id, heading, facts, cell, language, length, fragments, marks, skipped] = one;
    return { id, heading, facts, cell, language, length, fragments: pairs(fragments), marks, skipped };
  });
  return {
    ...raw,
    documents,
    entries: raw.entries.map(([name, noun, count, cells, uses]) => ({ name, noun, count, cells, uses })),
    placeOf: new Map(documents.map((one, place) => [one.id, place])),
    // Whether each cell is selected; null if nothing is left out.
    selected: null,
  };
};

const pairs = (flat) => {
  const found = [];
  for (let at = 0; at < flat.length; at += 2) found.push({ start: flat[at], text: flat[at + 1] });
  return found;
};

const isSelected = (data, cell) => data.selected === null || data.selected[cell];

// Returns the occurrences and documents of an entry in the selected cells.
const tally = (data, entry) => {
  let [count, documents] = [0, 0];
  const { cells } = entry;
  for (let at = 0; at < cells.length; at += 3) {
    if (isSelected(data, cells[at])) {
      count += cells[at + 1];
      documents += cells[at + 2];
    }
  }
  return { count, documents };
};

// Returns the occurrences of an entry in each bin of time, in the selected cells.
const countsByBin = (data, entry) => {
  const counts = new Array(data.bins.length).fill(0);
  const { cells } = entry;
  for (let at = 0; at < cells.length; at += 3) {
    const bin = data.cells[cells[at]][1];
    if (bin >= 0 && isSelected(data, cells[at])) counts[bin] += cells[at + 1];
  }
  return counts;
};

// Returns the sampled uses of an entry in the selected cells.
const usesOf = (data, entry) => {
  const found = [];
  for (let at = 0; at < entry.uses.length; at += 3) {
    const [place, start, length] = entry.uses.slice(at, at + 3);
    if (isSelected(data, data.documents[place].cell)) found.push({ place, start, length });
  }
  return found;
};

// Returns the excerpt of a document that holds an offset.
const fragmentAt = (one, start) =>
  one.fragments.findLast((fragment) => fragment.start <= start) ?? { start: 0, text: "" };
