//! A linear-chain conditional random field: the most likely sequence of tags and the probability of each tag.
//!
//! See Lafferty, `McCallum` and Pereira (2001). Scores are natural logarithms up to a constant. The forward-backward
//! algorithm rescales at each token to stay within the range of floats (Rabiner 1989).

/// The tags of a number of labels in the BIO2 scheme: 0 for O, then a B tag and an I tag for each label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tags(pub(super) usize);

impl Tags {
    pub(super) const fn len(self) -> usize {
        1 + 2 * self.0
    }

    pub(super) const fn begin(label: usize) -> usize {
        1 + 2 * label
    }

    pub(super) const fn inside(label: usize) -> usize {
        2 + 2 * label
    }

    /// Returns the label of a tag, and whether the tag is a B tag.
    pub(super) const fn label(tag: usize) -> Option<(usize, bool)> {
        match tag.checked_sub(1) {
            None => None,
            Some(tag) => Some((tag / 2, tag % 2 == 0)),
        }
    }

    /// True if `next` may follow `tag`; `None` is the start of the sentence.
    pub(super) const fn may_follow(tag: Option<usize>, next: usize) -> bool {
        match Self::label(next) {
            Some((label, false)) => match tag {
                Some(tag) => tag == Self::begin(label) || tag == Self::inside(label),
                None => false,
            },
            _ => true,
        }
    }
}

/// The number of tags that are computed at once.
const LANES: usize = 12;

/// The number of values that are added up before they are added to the total of a token.
const SUMMED: usize = 16;

/// The most lanes of a row: a model has at most 63 tags.
const MAX_WIDTH: usize = 6;

/// One value for each of some tags. The values of a token or of a tag are one or more of these, filled up at the end.
type Lanes = [f32; LANES];

/// The transition scores between tags.
#[derive(Clone, Debug)]
pub(super) struct Transitions {
    pub(super) n_tags: usize,
    /// From a tag (row) to a tag (column). The last row is the start of the sentence. Forbidden transitions are minus
    /// infinity.
    scores: Rows,
    /// The exponentials of the scores.
    factors: Rows,
    /// The same without the start, from a tag (column) to a tag (row).
    factors_to: Rows,
    pub(super) outside: Outside,
    /// The most that the transitions around a tag other than 0 can add to the score of a path, compared with those
    /// between tags 0.
    most_gain: f32,
}

/// The score of all other tags at a token that is certainly outside a name.
const EXCLUDED_SCORE: f32 = -30.0;

/// The highest possible error of the sums of the scores of a path.
const ROUNDING: f32 = 0.5;

/// A token that is certainly outside a name, and what follows for the forward-backward algorithm. Most sequences begin
/// and end with one.
#[derive(Clone, Debug, Default)]
pub(super) struct Outside {
    /// Its emission scores.
    pub(super) scores: Vec<f32>,
    /// Their factors.
    unary: Vec<Lanes>,
    /// Its row if it is the first token, and the scale of the row.
    forward: Vec<Lanes>,
    scale: f32,
    /// What it contributes to the row of the second token.
    ahead: Vec<Lanes>,
}

impl Transitions {
    pub(super) fn new(n_tags: usize, unconstrained: &[f32]) -> Self {
        let mut scores = Rows::new(n_tags, n_tags + 1, f32::NEG_INFINITY);
        let mut factors = Rows::new(n_tags, n_tags + 1, 0.0);
        let mut factors_to = Rows::new(n_tags, n_tags, 0.0);
        for tag in 0..=n_tags {
            for next in 0..n_tags {
                if Tags::may_follow((tag < n_tags).then_some(tag), next) {
                    let score = unconstrained[tag * n_tags + next];
                    *scores.at_mut(tag, next) = score;
                    *factors.at_mut(tag, next) = libm::expf(score);
                    if tag < n_tags {
                        *factors_to.at_mut(next, tag) = libm::expf(score);
                    }
                }
            }
        }
        let most_gain = most_gain(&scores, n_tags);
        let mut transitions = Self {
            n_tags,
            scores,
            factors,
            factors_to,
            outside: Outside::default(),
            most_gain,
        };
        transitions.outside = Outside::new(&transitions);
        transitions
    }

    /// True if the sequence with the highest score is surely the one with tag 0 at each token. Linear, and much faster
    /// than [`Viterbi`].
    pub(super) fn is_outside(&self, scores: &[f32]) -> bool {
        scores.chunks_exact(self.n_tags).all(|scores| {
            let limit = scores[0] - self.most_gain - ROUNDING;
            scores[1..].iter().all(|&score| score < limit)
        })
    }

    /// Returns the scores passed to [`new`](Self::new), with 0 for forbidden transitions.
    pub(super) fn unconstrained(&self) -> Vec<f32> {
        let finite = |score: f32| if score.is_finite() { score } else { 0.0 };
        (0..=self.n_tags)
            .flat_map(|tag| (0..self.n_tags).map(move |next| finite(self.scores.at(tag, next))))
            .collect()
    }
}

/// Each tag other than 0 has one transition to it, and at most one from it to tag 0.
fn most_gain(scores: &Rows, n_tags: usize) -> f32 {
    let to = (0..=n_tags).flat_map(|tag| {
        let usual = scores.at(if tag < n_tags { 0 } else { n_tags }, 0);
        (1..n_tags).map(move |next| scores.at(tag, next) - usual)
    });
    let from = (1..n_tags).map(|tag| scores.at(tag, 0) - scores.at(0, 0));
    to.fold(f32::NEG_INFINITY, f32::max) + from.fold(0.0, f32::max)
}

impl Outside {
    fn new(transitions: &Transitions) -> Self {
        let n_tags = transitions.n_tags;
        let mut scores = vec![EXCLUDED_SCORE; n_tags];
        scores[0] = 0.0;
        // With no scores of its own, nothing is taken from this token.
        let mut inference = ForwardBackward::default();
        inference.run(&scores, transitions, None);
        let width = inference.forward.width;
        let forward = inference.forward.lanes;
        let ahead = (0..width)
            .map(|lane| weighted_sum(&forward, &transitions.factors, lane, n_tags))
            .collect();
        Self {
            scores,
            unary: inference.unary.lanes,
            scale: inference.scales[0],
            forward,
            ahead,
        }
    }
}

/// A table with a column for each tag, filled up to a multiple of [`LANES`].
#[derive(Clone, Debug, Default)]
struct Rows {
    /// The number of lanes of a row.
    width: usize,
    lanes: Vec<Lanes>,
}

impl Rows {
    fn new(n_tags: usize, n_rows: usize, value: f32) -> Self {
        let width = n_tags.div_ceil(LANES);
        let lanes = vec![[value; LANES]; width * n_rows];
        Self { width, lanes }
    }

    /// Makes room for the values of `n_rows` rows, which are then to be written.
    fn resize(&mut self, n_tags: usize, n_rows: usize) {
        self.width = n_tags.div_ceil(LANES);
        self.lanes.resize(self.width * n_rows, [0.0; LANES]);
    }

    fn at(&self, row: usize, tag: usize) -> f32 {
        self.lanes[row * self.width + tag / LANES][tag % LANES]
    }

    fn at_mut(&mut self, row: usize, tag: usize) -> &mut f32 {
        &mut self.lanes[row * self.width + tag / LANES][tag % LANES]
    }

    fn row(&self, row: usize) -> &[Lanes] {
        &self.lanes[row * self.width..(row + 1) * self.width]
    }

    fn row_mut(&mut self, row: usize) -> &mut [Lanes] {
        &mut self.lanes[row * self.width..(row + 1) * self.width]
    }
}

/// Returns the sums over all tags of the value of the tag times its row of `factors`, for one lane of the rows.
#[inline]
fn weighted_sum(values: &[Lanes], factors: &Rows, lane: usize, n_tags: usize) -> Lanes {
    let mut sums = [0.0; LANES];
    let values = values.as_flattened()[..n_tags].iter();
    for (value, factors) in values.zip(factors.lanes[lane..].iter().step_by(factors.width)) {
        for (sum, factor) in sums.iter_mut().zip(factors) {
            *sum += value * factor;
        }
    }
    sums
}

/// Writes the exponentials of the scores of a token, the highest of which is 1.
#[inline]
fn write_factors(scores: &[f32], lanes: &mut [Lanes]) {
    let higher = |max: f32, &score: &f32| if score > max { score } else { max };
    let max = scores.iter().fold(f32::NEG_INFINITY, higher);
    lanes.as_flattened_mut()[..scores.len()].copy_from_slice(scores);
    for lane in lanes.iter_mut() {
        *lane = lane.map(|score| exp(score - max) + 1e-12);
    }
    lanes.as_flattened_mut()[scores.len()..].fill(0.0);
}

/// The natural exponential, with a relative error below 3e-7; arguments below -87 count as -87.
///
/// Without branches, so that several are computed at once. Reduction to a power of two and a polynomial (Cephes, Moshier
/// 1989).
#[inline]
fn exp(x: f32) -> f32 {
    /// Adding it rounds to an integer, which is then in the lowest bits.
    const ROUNDING: f32 = 12_582_912.0;
    let x = if x > -87.0 { x } else { -87.0 };
    let rounded = x * std::f32::consts::LOG2_E + ROUNDING;
    let power = rounded - ROUNDING;
    let rest = x - power * 0.693_359_4 + power * 2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for term in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        0.166_666_65,
        0.5,
    ] {
        sum = sum * rest + term;
    }
    let bits = rounded.to_bits().wrapping_add(127) << 23;
    (sum * rest * rest + rest + 1.0) * f32::from_bits(bits)
}

/// The forward-backward algorithm on one sequence, with buffers that are reused.
#[derive(Clone, Debug, Default)]
pub(super) struct ForwardBackward {
    unary: Rows,
    forward: Rows,
    backward: Rows,
    /// The expected count of each transition: from a tag (row) to a tag (column); the last row is the start.
    pub(super) transition_counts: Vec<f32>,
    scales: Vec<f32>,
}

impl ForwardBackward {
    /// Computes what the probabilities follow from, from the emission scores of each tag at each token.
    ///
    /// `allowed` restricts each token to the tags in its bit mask.
    pub(super) fn run(
        &mut self,
        scores: &[f32],
        transitions: &Transitions,
        allowed: Option<&[u64]>,
    ) {
        let n_tags = transitions.n_tags;
        let n_tokens = scores.len() / n_tags;
        self.unary.resize(n_tags, n_tokens);
        let outside = &transitions.outside;
        for (index, scores) in scores.chunks_exact(n_tags).enumerate() {
            let lanes = self.unary.row_mut(index);
            if scores == outside.scores {
                lanes.copy_from_slice(&outside.unary);
            } else {
                write_factors(scores, lanes);
            }
            if let Some(allowed) = allowed {
                let row = lanes.as_flattened_mut()[..n_tags].iter_mut().enumerate();
                for (_, value) in row.filter(|(tag, _)| allowed[index] >> tag & 1 == 0) {
                    *value = 0.0;
                }
            }
        }
        let first = scores.chunks_exact(n_tags).next();
        let is_outside = first.is_some_and(|first| first == outside.scores);
        self.forward_pass(transitions, n_tokens, is_outside && allowed.is_none());
        self.backward_pass(transitions, n_tokens);
    }

    /// Iterates over the probabilities of the tags of a token. Call [`run`](Self::run) first.
    pub(super) fn marginals(&self, index: usize, n_tags: usize) -> impl Iterator<Item = f32> {
        let forward = self.forward.row(index).as_flattened()[..n_tags].iter();
        let backward = self.backward.row(index).as_flattened();
        forward.zip(backward).map(|(a, b)| a * b)
    }

    /// Iterates over the probabilities of each tag at each token. Call [`run`](Self::run) first.
    pub(super) fn all_marginals(&self, n_tags: usize) -> impl Iterator<Item = f32> {
        (0..self.scales.len()).flat_map(move |index| self.marginals(index, n_tags))
    }

    /// Returns the probability of a name with this label at exactly these tokens. Call [`run`](Self::run) first.
    pub(super) fn span_probability(
        &self,
        transitions: &Transitions,
        tokens: std::ops::Range<usize>,
        label: usize,
    ) -> f32 {
        let (begin, inside) = (Tags::begin(label), Tags::inside(label));
        let mut probability = self.forward.at(tokens.start, begin);
        let mut tag = begin;
        for index in tokens.start + 1..tokens.end {
            probability *= transitions.factors.at(tag, inside)
                * self.unary.at(index, inside)
                * self.scales[index];
            tag = inside;
        }
        if tokens.end == self.scales.len() {
            return probability;
        }
        let ends: f32 = (0..transitions.n_tags)
            .filter(|&next| next != inside)
            .map(|next| {
                transitions.factors.at(tag, next)
                    * self.unary.at(tokens.end, next)
                    * self.backward.at(tokens.end, next)
            })
            .sum();
        probability * ends * self.scales[tokens.end]
    }

    /// `starts_outside`: the first token is [`Outside`].
    fn forward_pass(&mut self, transitions: &Transitions, n_tokens: usize, starts_outside: bool) {
        let n_tags = transitions.n_tags;
        self.forward.resize(n_tags, n_tokens);
        self.scales.clear();
        let width = self.forward.width;
        let outside = &transitions.outside;
        if starts_outside {
            self.forward.row_mut(0).copy_from_slice(&outside.forward);
            self.scales.push(outside.scale);
        }
        for index in self.scales.len()..n_tokens {
            let (before, rows) = self.forward.lanes.split_at_mut(index * width);
            for (lane, next) in rows[..width].iter_mut().enumerate() {
                *next = match index.checked_sub(1) {
                    None => transitions.factors.row(n_tags)[lane],
                    Some(0) if starts_outside => outside.ahead[lane],
                    Some(last) => {
                        weighted_sum(&before[last * width..], &transitions.factors, lane, n_tags)
                    }
                };
                for (value, factor) in next.iter_mut().zip(&self.unary.row(index)[lane]) {
                    *value *= factor;
                }
            }
            let values = &rows[..width].as_flattened()[..n_tags];
            let total = values
                .chunks(SUMMED)
                .fold(0.0, |total, values| total + values.iter().sum::<f32>());
            let scale = 1.0 / total.max(1e-30);
            for value in rows[..width].as_flattened_mut() {
                *value *= scale;
            }
            self.scales.push(scale);
        }
    }

    fn backward_pass(&mut self, transitions: &Transitions, n_tokens: usize) {
        let n_tags = transitions.n_tags;
        self.backward.resize(n_tags, n_tokens);
        if let Some(last) = n_tokens.checked_sub(1) {
            self.backward.row_mut(last).fill([1.0; LANES]);
        }
        let width = self.backward.width;
        let mut ahead = [[0.0; LANES]; MAX_WIDTH];
        let ahead = &mut ahead[..width];
        for index in (0..n_tokens.saturating_sub(1)).rev() {
            self.write_ahead(index + 1, ahead);
            for lane in 0..width {
                self.backward.lanes[index * width + lane] =
                    weighted_sum(ahead, &transitions.factors_to, lane, n_tags);
            }
        }
    }

    /// Writes what a token and the tokens after it contribute, for each of its tags.
    fn write_ahead(&self, index: usize, ahead: &mut [Lanes]) {
        let scale = self.scales[index];
        let rows = self
            .backward
            .row(index)
            .as_flattened()
            .iter()
            .zip(self.unary.row(index).as_flattened());
        for (ahead, (sum, factor)) in ahead.as_flattened_mut().iter_mut().zip(rows) {
            *ahead = sum * factor * scale;
        }
    }

    /// Sets the expected number of each transition. Call [`run`](Self::run) first.
    pub(super) fn count_transitions(&mut self, transitions: &Transitions) {
        let n_tags = transitions.n_tags;
        let n_tokens = self.scales.len();
        self.transition_counts.clear();
        self.transition_counts.resize((n_tags + 1) * n_tags, 0.0);
        if n_tokens == 0 {
            return;
        }
        let first: Vec<f32> = self.marginals(0, n_tags).collect();
        self.transition_counts[n_tags * n_tags..].copy_from_slice(&first);
        let mut ahead = vec![[0.0; LANES]; self.backward.width];
        for index in 1..n_tokens {
            self.write_ahead(index, &mut ahead);
            let before = self.forward.row(index - 1).as_flattened();
            let counts = self.transition_counts.chunks_exact_mut(n_tags);
            for ((tag, value), counts) in before.iter().enumerate().zip(counts) {
                let factors = transitions.factors.row(tag).as_flattened();
                for ((count, factor), ahead) in
                    counts.iter_mut().zip(factors).zip(ahead.as_flattened())
                {
                    *count += value * factor * ahead;
                }
            }
        }
    }
}

/// The Viterbi algorithm (1967), with buffers that are reused.
#[derive(Debug, Default)]
pub(super) struct Viterbi {
    /// The highest score of a path to each tag of each token.
    best: Rows,
    path: Vec<u8>,
}

impl Viterbi {
    /// Returns the sequence of tags with the highest score; the lower tag wins a tie.
    pub(super) fn path(&mut self, scores: &[f32], transitions: &Transitions) -> &[u8] {
        let n_tags = transitions.n_tags;
        let n_tokens = scores.len() / n_tags;
        self.best.resize(n_tags, n_tokens);
        let width = self.best.width;
        for (index, scores) in scores.chunks_exact(n_tags).enumerate() {
            let (before, rows) = self.best.lanes.split_at_mut(index * width);
            for (lane, best) in rows[..width].iter_mut().enumerate() {
                *best = match index.checked_sub(1) {
                    None => transitions.scores.row(n_tags)[lane],
                    Some(last) => best_before(&before[last * width..], transitions, lane),
                };
            }
            let best = rows[..width].as_flattened_mut();
            for (sum, score) in best.iter_mut().zip(scores) {
                *sum += score;
            }
        }
        self.path.clear();
        self.path.resize(n_tokens, 0);
        let mut next = None;
        for index in (0..n_tokens).rev() {
            let best = &self.best.row(index).as_flattened()[..n_tags];
            let tag = match next {
                None => first_of_highest(best.iter().copied()),
                Some(next) => {
                    let sums = best.iter().enumerate();
                    first_of_highest(sums.map(|(tag, sum)| sum + transitions.scores.at(tag, next)))
                }
            };
            self.path[index] = u8::try_from(tag).unwrap_or(0);
            next = Some(tag);
        }
        &self.path
    }
}

/// Returns for each tag of a lane the highest score of a path to a tag before it and on to this tag.
#[inline]
fn best_before(best: &[Lanes], transitions: &Transitions, lane: usize) -> Lanes {
    let mut max = [f32::NEG_INFINITY; LANES];
    let rows = &transitions.scores;
    let best = best.as_flattened()[..transitions.n_tags].iter();
    for (sum, row) in best.zip(rows.lanes[lane..].iter().step_by(rows.width)) {
        for (max, score) in max.iter_mut().zip(row) {
            let score = sum + score;
            *max = if score > *max { score } else { *max };
        }
    }
    max
}

/// Returns the index of the highest score; the first of equal ones, and 0 if none is above minus infinity.
fn first_of_highest(scores: impl Iterator<Item = f32>) -> usize {
    let mut highest = (0, f32::NEG_INFINITY);
    for (index, score) in scores.enumerate() {
        if score > highest.1 {
            highest = (index, score);
        }
    }
    highest.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enumerates every allowed sequence with its score.
    fn sequences(
        scores: &[f32],
        transitions: &Transitions,
        allowed: &[u64],
    ) -> Vec<(Vec<usize>, f32)> {
        let n_tags = transitions.n_tags;
        let mut all = vec![(Vec::new(), 0.0)];
        for (index, row) in scores.chunks_exact(n_tags).enumerate() {
            let mut longer = Vec::new();
            for (path, score) in all {
                let before = path.last().copied().unwrap_or(n_tags);
                for (tag, own) in row.iter().enumerate() {
                    let transition = transitions.scores.at(before, tag);
                    if transition.is_finite() && allowed[index] >> tag & 1 == 1 {
                        let mut path: Vec<usize> = path.clone();
                        path.push(tag);
                        longer.push((path, score + transition + own));
                    }
                }
            }
            all = longer;
        }
        all
    }

    fn random_scores(seed: u32, n_tokens: usize, n_labels: usize) -> (Vec<f32>, Transitions) {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut draw = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state % 1000) as f32 / 250.0 - 2.0
        };
        let n_tags = Tags(n_labels).len();
        let scores = (0..n_tokens * n_tags).map(|_| draw()).collect();
        let unconstrained: Vec<f32> = (0..(n_tags + 1) * n_tags).map(|_| draw()).collect();
        (scores, Transitions::new(n_tags, &unconstrained))
    }

    #[test]
    fn exponentials_are_those_of_libm() {
        for step in -9000..=880 {
            let x = step as f32 / 100.0;
            let expected = libm::expf(x.max(-87.0));
            assert!((exp(x) - expected).abs() <= expected * 3e-7, "{x}");
        }
    }

    #[test]
    fn marginals_equal_sums_over_all_sequences() {
        for seed in 1..40 {
            let (scores, transitions) = random_scores(seed, 4, 2);
            let n_tags = transitions.n_tags;
            let mut allowed = vec![u64::MAX; 4];
            if seed % 2 == 0 {
                allowed[1] = 0b0_0111;
                allowed[2] = 0b1_1001;
            }
            let all = sequences(&scores, &transitions, &allowed);
            let total: f32 = all.iter().map(|(_, score)| libm::expf(*score)).sum();
            let share = |wanted: &dyn Fn(&[usize]) -> bool| {
                let some = all.iter().filter(|(path, _)| wanted(path));
                some.map(|(_, score)| libm::expf(*score)).sum::<f32>() / total
            };
            let mut inference = ForwardBackward::default();
            inference.run(&scores, &transitions, Some(&allowed));
            inference.count_transitions(&transitions);
            for index in 0..4 {
                for tag in 0..n_tags {
                    let expected = share(&|path| path[index] == tag);
                    let actual = inference.marginals(index, n_tags).nth(tag).unwrap();
                    assert!(
                        (actual - expected).abs() < 1e-4,
                        "{seed} {index} {tag}: {actual} {expected}"
                    );
                }
            }
            let expected: f32 = (0..3)
                .map(|at| share(&|path| path[at] == 1 && path[at + 1] == 2))
                .sum();
            assert!((inference.transition_counts[n_tags + 2] - expected).abs() < 1e-4);
            let name = share(&|path| path[1..3] == [1, 2] && path[3] != 2);
            assert!((inference.span_probability(&transitions, 1..3, 0) - name).abs() < 1e-4);
            let last = share(&|path| path[3] == 3);
            assert!((inference.span_probability(&transitions, 3..4, 1) - last).abs() < 1e-4);
        }
    }

    #[test]
    fn marginals_of_many_tags_equal_sums_over_all_sequences() {
        for seed in 1..10 {
            let (scores, transitions) = random_scores(seed, 2, 9);
            let n_tags = transitions.n_tags;
            let all = sequences(&scores, &transitions, &[u64::MAX; 2]);
            let total: f32 = all.iter().map(|(_, score)| libm::expf(*score)).sum();
            let mut inference = ForwardBackward::default();
            inference.run(&scores, &transitions, None);
            inference.count_transitions(&transitions);
            for tag in 0..n_tags {
                let ending = all.iter().filter(|(path, _)| path[1] == tag);
                let expected = ending.map(|(_, score)| libm::expf(*score)).sum::<f32>() / total;
                let actual = inference.marginals(1, n_tags).nth(tag).unwrap();
                assert!((actual - expected).abs() < 1e-4);
                let counts = inference
                    .transition_counts
                    .chunks_exact(n_tags)
                    .take(n_tags);
                let counted: f32 = counts.map(|row| row[tag]).sum();
                assert!((counted - expected).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn viterbi_finds_the_best_of_all_sequences() {
        let mut viterbi = Viterbi::default();
        for seed in 1..60 {
            // More tags than are computed at once.
            let (n_tokens, n_labels) = if seed % 4 == 0 { (2, 9) } else { (5, 2) };
            let (scores, transitions) = random_scores(seed, n_tokens, n_labels);
            let all = sequences(&scores, &transitions, &vec![u64::MAX; n_tokens]);
            let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            let path = viterbi.path(&scores, &transitions).iter();
            assert_eq!(
                path.map(|&tag| usize::from(tag)).collect::<Vec<_>>(),
                best.0
            );
        }
        assert!(viterbi.path(&[], &random_scores(1, 1, 1).1).is_empty());
    }

    #[test]
    fn a_sequence_is_surely_outside_only_if_viterbi_says_so() {
        let (mut viterbi, mut n_outside) = (Viterbi::default(), 0);
        for seed in 1..400 {
            let (mut scores, transitions) = random_scores(seed, 5, 1 + seed as usize % 9);
            let raised = (seed % 20) as f32 / 2.0;
            for scores in scores.chunks_exact_mut(transitions.n_tags) {
                scores[0] += raised;
            }
            if transitions.is_outside(&scores) {
                n_outside += 1;
                let path = viterbi.path(&scores, &transitions);
                assert!(path.iter().all(|&tag| tag == 0), "{seed}");
            }
        }
        assert!((20..380).contains(&n_outside), "{n_outside}");
    }

    #[test]
    fn a_token_outside_is_as_any_other() {
        for seed in 1..40 {
            let (scores, transitions) = random_scores(seed, 3, 1 + seed as usize % 9);
            let n_tags = transitions.n_tags;
            let outside = &transitions.outside.scores;
            let scores = [outside, &scores[..], outside, outside].concat();
            let mut plain = transitions.clone();
            plain.outside = Outside::default();
            let [mut inference, mut expected] = [(); 2].map(|()| ForwardBackward::default());
            inference.run(&scores, &transitions, None);
            expected.run(&scores, &plain, None);
            assert_eq!(inference.scales, expected.scales);
            let marginals = inference.all_marginals(n_tags);
            assert!(marginals.eq(expected.all_marginals(n_tags)), "{seed}");
        }
    }
}
