"""Which names come together, by brute force and back from files."""

import itertools
import math
from collections import Counter
from xml.etree import ElementTree as ET

import hypothesis.strategies as st
import networkx as nx
import pytest
from hypothesis import given, settings

import lexicount as lc
from lexicount.entities.graphs import unique_names
from test_linking import spans_of

TEXTS = [
    "Kabul and Tehran met. Moscow was absent.\n\nTehran wrote to Moscow.",
    "Tehran wrote to Kabul and Moscow. It rained.",
    None,
    "Nothing here.",
]

CITIES = ["Kabul", "Moscow", "Tehran", "Paris"]
WORD = st.sampled_from([*CITIES, "and", "rain", "it", "é"])
END = st.sampled_from([". Then ", ".\n\nThen ", " "])
SENTENCE = st.tuples(st.lists(WORD, min_size=1, max_size=6).map(" ".join), END).map("".join)
DOCUMENTS = st.lists(st.none() | st.lists(SENTENCE, max_size=4).map("".join), max_size=4)


def network_of(texts, *args, **options):
    return lc.count_entities(texts, patterns=False, recognizer=False).cooccurrence(*args, **options)


def counts(network):
    columns = network.to_dict()
    pairs = zip(columns["source"], columns["target"], strict=True)
    return {tuple(sorted(pair)): n for pair, n in zip(pairs, columns["count"], strict=True)}


def pieces(text, within):
    if text is None or not text.strip():
        return []
    if within == "document":
        return [text]
    if within == "paragraph":
        return [part for part in text.split("\n\n") if part.strip()]
    return [part for part in lc.sentences(text) if part.strip()]


def g2(joint, first, second, total):
    table = [
        [joint, first - joint],
        [second - joint, total - first - second + joint],
    ]
    value = 0.0
    for row, column in itertools.product((0, 1), repeat=2):
        cell = table[row][column]
        expected = sum(table[row]) * (table[0][column] + table[1][column]) / total
        value += cell * math.log(cell / expected) if cell else 0.0
    value *= 2
    return -value if joint < first * second / total else value


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from(["document", "paragraph", "sentence"]))
def test_units_equal_brute_force(texts, within):
    network = network_of(texts, within)
    units = [
        set(CITIES) & set(part.replace(".", " ").split())
        for text in texts
        for part in pieces(text, within)
    ]
    expected = Counter(pair for unit in units for pair in itertools.combinations(sorted(unit), 2))
    single = Counter(name for unit in units for name in unit)
    assert counts(network) == expected
    assert network.total == len(units)
    for row in lc.Table(network._table()):
        values = row["count"], single[row["source"]], single[row["target"]], len(units)
        joint, first, second, total = values
        assert row["g2"] == pytest.approx(g2(*values), abs=1e-9)
        if joint < total:
            pmi = math.log2(joint * total / (first * second))
            assert row["npmi"] == pytest.approx(pmi / -math.log2(joint / total), abs=1e-9)
        else:
            assert row["npmi"] == 1.0
        evidence = network.evidence(row["source"], row["target"])
        assert len(evidence) == joint
        for place in evidence:
            text = texts[place["document"]]
            assert text[place["source_start"] : place["source_end"]] == row["source"]
            assert text[place["target_start"] : place["target_end"]] == row["target"]
            assert text[place["start"] : place["end"]] == place["text"]
            assert row["source"] in place["text"]
            assert row["target"] in place["text"]


@settings(deadline=None)
@given(DOCUMENTS, st.integers(0, 4))
def test_windows_equal_brute_force(texts, window):
    network = network_of(texts, "window", window=window)
    expected = Counter()
    for text in texts:
        words = lc.tokenize(text or "")
        places = [(n, word) for n, word in enumerate(words) if word in CITIES]
        for (one, first), (other, second) in itertools.combinations(places, 2):
            if first != second and other - one - 1 <= window:
                expected[tuple(sorted((first, second)))] += 1
    assert counts(network) == expected
    assert network.total == 2 * expected.total()
    sides = Counter()
    for pair, n in expected.items():
        sides.update(dict.fromkeys(pair, n))
    for row in lc.Table(network._table()):
        first, second = sides[row["source"]], sides[row["target"]]
        assert row["g2"] == pytest.approx(g2(row["count"], first, second, network.total), abs=1e-9)
        assert len(network.evidence(row["source"], row["target"])) == row["count"]


def test_threads_do_not_matter():
    entities = lc.count_entities(TEXTS * 50)
    for within in ("document", "paragraph", "sentence", "window"):
        found = [entities.cooccurrence(within, threads=n).to_json() for n in (1, 2, 5)]
        assert found[0] == found[1] == found[2]


def test_rows_are_ordered_and_chosen():
    network = network_of(TEXTS, "paragraph")
    assert network.to_dict()["count"] == sorted(network.to_dict()["count"], reverse=True)
    assert len(network_of(TEXTS, "paragraph", min_count=2)) == sum(
        n > 1 for n in counts(network).values()
    )
    assert len(network_of(TEXTS, labels="ORG")) == 0
    assert network.evidence("Kabul", "Kabul").to_dict()["start"] == []
    assert repr(network) == "Network(3 pairs of 3 names, by paragraph)"


def test_groups_are_networks_of_their_own():
    docs = lc.documents(
        TEXTS[:2] * 2, metadata={"date": ["2024-03-01", "2024-04-02", "2024-04", None]}
    )
    entities = lc.count_entities(docs)
    rows = list(entities.cooccurrence("sentence").by("date", every="month"))
    for month, texts in {
        "2024-03": [TEXTS[0]],
        "2024-04": [TEXTS[1], TEXTS[0]],
        None: [TEXTS[1]],
    }.items():
        own = {
            (*sorted((r["source"], r["target"])), r["count"], r["g2"])
            for r in rows
            if r["date"] == month
        }
        alone = lc.Table(network_of(texts, "sentence")._table())
        assert own == {(*sorted((r["source"], r["target"])), r["count"], r["g2"]) for r in alone}


def test_options_are_checked():
    entities = lc.count_entities("")
    with pytest.raises(lc.ConfigError, match='within="page": no such unit'):
        entities.cooccurrence("page")
    with pytest.raises(lc.ConfigError, match="window=-1: use 0 or more"):
        entities.cooccurrence("window", window=-1)
    with pytest.raises(lc.ConfigError, match="min_count=0: use 1 or more"):
        entities.cooccurrence(min_count=0)
    with pytest.raises(lc.ConfigError, match="no such column"):
        entities.cooccurrence().by("date")
    with pytest.raises(KeyError):
        entities.cooccurrence().evidence("A", "B")


ODD = 'Voss & "Rell" <b>\x07\n\t'


@pytest.fixture
def odd():
    text = f"{ODD} met Kabul."
    spans = [*spans_of(text, ODD), *spans_of(text, "Kabul", label="GPE")]
    return lc.Entities.from_spans([text], [spans]).cooccurrence("document")


def same(graph, network):
    edges = {tuple(sorted((a, b))): data for a, b, data in graph.edges(data=True)}
    assert {pair: data["weight"] for pair, data in edges.items()} == counts(network)
    assert len(graph) == len(network.nodes())
    return edges


@pytest.mark.parametrize("within", ["document", "sentence", "window"])
def test_graphs_come_back_from_files(tmp_path, within):
    network = network_of(TEXTS, within)
    graph = network.to_networkx()
    edges, nodes = same(graph, network), dict(graph.nodes(data=True))
    network.to_graphml(tmp_path / "a.graphml")
    read = nx.read_graphml(tmp_path / "a.graphml")
    assert same(read, network) == edges
    assert dict(read.nodes(data=True)) == nodes
    network.to_gexf(tmp_path / "a.gexf")
    read = nx.read_gexf(tmp_path / "a.gexf")
    assert {pair: data["weight"] for pair, data in same(read, network).items()} == counts(network)
    assert dict(read.nodes(data=True)) == nodes


def test_nodes_are_names_with_what_is_known_of_them():
    network = lc.count_entities(["Kabul and Tehran met.", "Tehran and Cairo."]).cooccurrence()
    graph = network.to_networkx()
    assert sorted(graph) == ["Cairo", "Kabul", "Tehran"]
    assert graph.nodes["Tehran"] == {
        "label": "Tehran",
        "kind": "GPE",
        "mentions": 2,
        "documents": 2,
        "units": 2,
    }
    assert graph["Tehran"]["Cairo"]["weight"] == 1


@pytest.mark.parametrize("kinds", [("GPE", "PERSON"), ("GPE", "GPE")])
def test_two_entities_with_one_name_are_two_nodes(tmp_path, kinds):
    texts = ["Washington met Kabul."] * 8
    spans = [
        [*spans_of(text, "Washington", label=kind), *spans_of(text, "Kabul", label="GPE")]
        for text, kind in zip(texts, kinds * 4, strict=True)
    ]
    network = lc.Entities.from_spans(texts, spans).cooccurrence("document")
    found = {"Kabul", "Washington"}
    if kinds == ("GPE", "PERSON"):
        found = {"Kabul", "Washington (GPE)", "Washington (PERSON)"}
    network.to_graphml(tmp_path / "a.graphml")
    network.to_gexf(tmp_path / "a.gexf")
    read = [nx.read_graphml(tmp_path / "a.graphml"), nx.read_gexf(tmp_path / "a.gexf")]
    for graph in [network.to_networkx(), *read]:
        assert {*graph} == found
        labels = nx.get_node_attributes(graph, "label")
        assert {*labels.values()} == {"Kabul", "Washington"}


def test_names_are_unique_whatever_they_are():
    names = ["A", "A", "A", "A (X)", "B"]
    unique = unique_names(names, ["X", "X", "Y", "Z", "Z"])
    assert unique == ["A (X 2)", "A (X 3)", "A (Y)", "A (X)", "B"]
    assert len({*unique}) == len(names)


#: What an element may have, by the schemas of GraphML 1.1 and GEXF 1.2.
GRAPHML = {
    "graphml": (set(), {"key", "graph"}),
    "key": ({"id", "for", "attr.name", "attr.type"}, set()),
    "graph": ({"edgedefault"}, {"node", "edge"}),
    "node": ({"id"}, {"data"}),
    "edge": ({"source", "target"}, {"data"}),
    "data": ({"key"}, set()),
}
GEXF = {
    "gexf": ({"version"}, {"graph"}),
    "graph": ({"defaultedgetype", "mode"}, {"attributes", "nodes", "edges"}),
    "attributes": ({"class", "mode"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set()),
    "nodes": (set(), {"node"}),
    "node": ({"id", "label"}, {"attvalues"}),
    "edges": (set(), {"edge"}),
    "edge": ({"id", "source", "target", "weight"}, {"attvalues"}),
    "attvalues": (set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, set()),
}


@pytest.mark.parametrize(("form", "schema"), [("graphml", GRAPHML), ("gexf", GEXF)])
def test_files_have_the_elements_of_their_format(tmp_path, form, schema, odd):
    for network in (odd, network_of(TEXTS, "sentence")):
        path = tmp_path / f"a.{form}"
        getattr(network, f"to_{form}")(path)
        root = ET.parse(path).getroot()
        elements = [(one.tag.partition("}")[2], one) for one in root.iter()]
        for tag, one in elements:
            attributes, children = schema[tag]
            assert {*one.attrib} == attributes
            assert {child.tag.partition("}")[2] for child in one} <= children
        declared = {(one.get("for"), one.get("id")) for tag, one in elements if tag == "key"}
        used = {
            (tag, child.get("key"))
            for tag, one in elements
            if tag in ("node", "edge")
            for child in one
        }
        ids = [one.get("id") for tag, one in elements if tag == "node"]
        assert len({*ids}) == len(ids) == len(network.nodes())
        ends = {
            one.get(end) for tag, one in elements if tag == "edge" for end in ("source", "target")
        }
        assert ends == {*ids}
        if form == "graphml":
            assert used <= declared


def test_names_are_escaped(tmp_path, odd):
    odd.to_graphml(tmp_path / "a.graphml")
    names = {*nx.read_graphml(tmp_path / "a.graphml")}
    assert names == {"Kabul", ODD.replace("\x07", "\ufffd")}
    odd.to_gexf(tmp_path / "a.gexf")
    root = ET.parse(tmp_path / "a.gexf").getroot()
    labels = {node.get("label") for node in root.iter("{http://www.gexf.net/1.2draft}node")}
    assert labels == names


def test_frames_and_html(odd):
    assert list(odd.to_pandas()["count"]) == [1]
    assert "<table" in odd._repr_html_()
