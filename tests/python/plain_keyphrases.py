"""Each method of keyphrases read plainly from its paper: slow, short, and nothing shared.

A document is a list of sentences of tokens, an answer ``{folded phrase: (score, count)}``.
"""

from __future__ import annotations

import math
import statistics
import string
from collections import Counter, defaultdict


def is_mark(token):
    return not any(map(str.isalnum, token))


def is_number(token):
    return token.replace(",", "").isdigit() or token.replace(",", "").replace(".", "", 1).isdigit()


def is_mixed(token):
    digits, letters = any(map(str.isdigit, token)), any(map(str.isalpha, token))
    marks = sum(c in string.punctuation for c in token)
    return not is_number(token) and (digits == letters or marks > 1)


def blocks(sentences):
    """Yield words that no mark and no end of a sentence cuts, with the number of the sentence."""
    for number, tokens in enumerate(sentences):
        block = []
        for place, token in enumerate(tokens):
            if is_mark(token):
                yield number, block
                block = []
            else:
                block.append((token, place))
        yield number, block


def runs(sentences, stop_words):
    """Yield runs of content words."""
    for _, block in blocks(sentences):
        run = []
        for token, _ in [*block, (None, 0)]:
            if token is None or token.casefold() in stop_words:
                if run:
                    yield tuple(run)
                run = []
            else:
                run.append(token.casefold())


def has_word(run):
    return not all(map(is_number, run))


def rake(sentences, stop_words):
    phrases = [run for run in runs(sentences, stop_words) if has_word(run)]
    frequency = Counter(word for phrase in phrases for word in phrase)
    degree = Counter()
    for phrase in phrases:
        for word in phrase:
            degree[word] += len(phrase)
    return {
        " ".join(phrase): (sum(degree[word] / frequency[word] for word in phrase), count)
        for phrase, count in Counter(phrases).items()
    }


def graph(sentences, stop_words, window):
    """Return how often each two content words stand within a window, and all content words."""
    weights = defaultdict(Counter)
    words = []
    for _, block in blocks(sentences):
        folded = [token.casefold() for token, _ in block]
        words += [word for word in folded if word not in stop_words]
        for i, one in enumerate(folded):
            for other in folded[i + 1 : i + window]:
                if one != other and not {one, other} & set(stop_words):
                    weights[one][other] += 1
                    weights[other][one] += 1
    return weights, words


def pagerank(weights, preference):
    ranks = dict(preference)
    for _ in range(300):
        ranks = {
            node: 0.15 * preference[node]
            + 0.85
            * sum(
                ranks[other] * weight / sum(weights[other].values())
                for other, weight in weights[node].items()
            )
            for node in preference
        }
    return ranks


def textrank(sentences, stop_words, window=2, share=1 / 3):
    weights, words = graph(sentences, stop_words, window)
    unweighted = defaultdict(
        Counter, {node: Counter(dict.fromkeys(others, 1)) for node, others in weights.items()}
    )
    ranks = pagerank(unweighted, dict.fromkeys(words, 1.0))
    # Rounded, so that noise decides no tie.
    best = sorted(ranks, key=lambda word: (-round(ranks[word], 7), word))
    best = set(best[: math.ceil(len(ranks) * share)])
    others = {token.casefold() for tokens in sentences for token in tokens} - best
    found = Counter(run for run in runs(sentences, others) if has_word(run))
    return {
        " ".join(run): (statistics.mean(ranks[word] for word in run), count)
        for run, count in found.items()
    }


def position_rank(sentences, stop_words, window=10, most=3):
    weights, _ = graph(sentences, stop_words, window)
    preference = Counter()
    place = 0
    for _, block in blocks(sentences):
        for token, _ in block:
            place += 1
            if token.casefold() not in stop_words:
                preference[token.casefold()] += 1 / place
    total = sum(preference.values())
    ranks = pagerank(weights, {word: value / total for word, value in preference.items()})
    total = sum(ranks.values())
    found = Counter()
    for run in runs(sentences, stop_words):
        size = min(most, len(run))
        pieces = [run[i : i + size] for i in range(len(run) - size + 1)]
        found.update(piece for piece in pieces if has_word(piece))
    return {
        " ".join(run): (sum(ranks[word] for word in run) / total, count)
        for run, count in found.items()
    }


def tag(token, place):
    """Return the class of a word, by the names of YAKE's authors."""
    if is_number(token):
        return "d"
    if is_mixed(token):
        return "u"
    if token.isupper():
        return "a"
    if len(token) > 1 and place > 0 and token[0].isupper() and sum(map(str.isupper, token)) == 1:
        return "n"
    return "p"


def term_of(token):
    folded = token.casefold()
    return folded[:-1] if folded.endswith("s") and len(folded) > 3 else folded


def yake(sentences, stop_words, most=3, discarded="ud"):
    stopped, tf, upper, capital = {}, Counter(), Counter(), Counter()
    places, follows = defaultdict(set), defaultdict(Counter)
    for number, block in blocks(sentences):
        for i, (token, place) in enumerate(block):
            term, kind = term_of(token), tag(token, place)
            is_short = sum(c not in string.punctuation for c in term) < 3
            is_short = is_short and not ("u" not in discarded and kind == "u")
            stopped.setdefault(
                term, token.casefold() in stop_words or term in stop_words or is_short
            )
            tf[term] += 1
            case = tag_case(token, place) if kind not in discarded else "p"
            upper[term] += case == "a"
            capital[term] += case == "n"
            places[term].add(number)
            if i and not {kind, tag(*block[i - 1])} & set(discarded):
                follows[term_of(block[i - 1][0])][term] += 1
    counts = [tf[term] for term in tf if not stopped[term]]
    if not counts:
        return {}
    common = statistics.mean(counts) + statistics.pstdev(counts)
    n_sentences, h = len(sentences), {}
    for term, n in tf.items():
        left = {other: row[term] for other, row in follows.items() if row[term]}
        right = {other: times for other, times in follows[term].items() if times}
        shares = [len(side) / sum(side.values()) if side else 0.0 for side in (left, right)]
        related = 1 + sum(shares) * n / max(tf.values())
        case = max(upper[term], capital[term]) / (1 + math.log(n))
        position = math.log(math.log(3 + statistics.median(places[term])))
        spread = len(places[term]) / n_sentences
        h[term] = position * related / (case + n / common / related + spread / related)
    phrases, first = Counter(), {}
    for _, block in blocks(sentences):
        for i in range(len(block)):
            for piece in (block[i:j] for j in range(i + 1, min(i + most, len(block)) + 1)):
                terms = [term_of(token) for token, _ in piece]
                barred = any(tag(*word) in discarded for word in piece)
                if not (barred or stopped[terms[0]] or stopped[terms[-1]]):
                    phrase = " ".join(token.casefold() for token, _ in piece)
                    phrases[phrase] += 1
                    first.setdefault(phrase, terms)
    return {
        phrase: (yake_score(first[phrase], count, h, stopped, follows, tf), count)
        for phrase, count in phrases.items()
    }


def tag_case(token, place):
    if token.upper() == token and token.lower() != token:
        return "a"
    starts_high = len(token) > 1 and place > 0 and token[0].isupper()
    return "n" if starts_high and sum(map(str.isupper, token)) == 1 else "p"


def yake_score(terms, count, h, stopped, follows, tf):
    product, total = 1.0, 0.0
    for i, term in enumerate(terms):
        if stopped[term]:
            before, after = terms[i - 1], terms[i + 1]
            bound = follows[before][term] / tf[before] * follows[term][after] / tf[after]
            product *= 2 - bound
            total -= 1 - bound
        else:
            product *= h[term]
            total += h[term]
    return product / ((total + 1) * count)
