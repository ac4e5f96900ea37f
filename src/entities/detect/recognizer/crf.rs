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

/// The transition scores between tags.
#[derive(Clone, Debug)]
pub(super) struct Transitions {
    pub(super) n_tags: usize,
    /// From a tag (row) to a tag (column). The last row is the start of the sentence. Forbidden transitions are minus
    /// infinity.
    pub(super) scores: Vec<f32>,
    /// The exponentials of the scores.
    factors: Vec<f32>,
}

impl Transitions {
    pub(super) fn new(n_tags: usize, unconstrained: &[f32]) -> Self {
        let mut scores = vec![f32::NEG_INFINITY; (n_tags + 1) * n_tags];
        for tag in 0..=n_tags {
            for next in 0..n_tags {
                if Tags::may_follow((tag < n_tags).then_some(tag), next) {
                    scores[tag * n_tags + next] = unconstrained[tag * n_tags + next];
                }
            }
        }
        let factors = scores.iter().map(|&score| libm::expf(score)).collect();
        Self {
            n_tags,
            scores,
            factors,
        }
    }

    /// Returns the scores passed to [`new`](Self::new), with 0 for forbidden transitions.
    pub(super) fn unconstrained(&self) -> Vec<f32> {
        self.scores
            .iter()
            .map(|&score| if score.is_finite() { score } else { 0.0 })
            .collect()
    }
}

/// The forward-backward algorithm on one sequence, with buffers that are reused.
#[derive(Clone, Debug, Default)]
pub(super) struct ForwardBackward {
    unary: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// The probability of each tag at each token.
    pub(super) marginals: Vec<f32>,
    /// The expected count of each transition, in the layout of [`Transitions`].
    pub(super) transition_counts: Vec<f32>,
    scales: Vec<f32>,
}

impl ForwardBackward {
    /// Computes the marginal probabilities from the emission scores of each tag at each token.
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
        self.unary.clear();
        for (index, row) in scores.chunks_exact(n_tags).enumerate() {
            let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mask = allowed.map_or(u64::MAX, |allowed| allowed[index]);
            self.unary
                .extend(row.iter().enumerate().map(|(tag, &score)| {
                    if mask >> tag & 1 == 1 {
                        libm::expf(score - max) + 1e-12
                    } else {
                        0.0
                    }
                }));
        }
        self.forward_pass(transitions, n_tokens);
        self.backward_pass(transitions, n_tokens);
        self.marginals.clear();
        self.marginals
            .extend(self.forward.iter().zip(&self.backward).map(|(a, b)| a * b));
    }

    /// Returns the probability of a name with this label at exactly these tokens. Call [`run`](Self::run) first.
    pub(super) fn span_probability(
        &self,
        transitions: &Transitions,
        tokens: std::ops::Range<usize>,
        label: usize,
    ) -> f32 {
        let n_tags = transitions.n_tags;
        let (begin, inside) = (Tags::begin(label), Tags::inside(label));
        let mut probability = self.forward[tokens.start * n_tags + begin];
        let mut tag = begin;
        for index in tokens.start + 1..tokens.end {
            probability *= transitions.factors[tag * n_tags + inside]
                * self.unary[index * n_tags + inside]
                * self.scales[index];
            tag = inside;
        }
        if tokens.end == self.scales.len() {
            return probability;
        }
        let after = tokens.end * n_tags;
        let ends: f32 = (0..n_tags)
            .filter(|&next| next != inside)
            .map(|next| {
                transitions.factors[tag * n_tags + next]
                    * self.unary[after + next]
                    * self.backward[after + next]
            })
            .sum();
        probability * ends * self.scales[tokens.end]
    }

    fn forward_pass(&mut self, transitions: &Transitions, n_tokens: usize) {
        let n_tags = transitions.n_tags;
        self.forward.clear();
        self.forward.resize(n_tokens * n_tags, 0.0);
        self.scales.clear();
        for index in 0..n_tokens {
            let (before, row) = self.forward.split_at_mut(index * n_tags);
            let row = &mut row[..n_tags];
            if index == 0 {
                row.copy_from_slice(&transitions.factors[n_tags * n_tags..]);
            } else {
                for (value, factors) in before[(index - 1) * n_tags..]
                    .iter()
                    .zip(transitions.factors.chunks_exact(n_tags))
                {
                    for (sum, factor) in row.iter_mut().zip(factors) {
                        *sum += value * factor;
                    }
                }
            }
            let unary = &self.unary[index * n_tags..];
            let mut total = 0.0;
            for (value, factor) in row.iter_mut().zip(unary) {
                *value *= factor;
                total += *value;
            }
            let scale = 1.0 / total.max(1e-30);
            for value in row.iter_mut() {
                *value *= scale;
            }
            self.scales.push(scale);
        }
    }

    fn backward_pass(&mut self, transitions: &Transitions, n_tokens: usize) {
        let n_tags = transitions.n_tags;
        self.backward.clear();
        self.backward.resize(n_tokens * n_tags, 1.0);
        let mut ahead = vec![0.0; n_tags];
        for index in (0..n_tokens.saturating_sub(1)).rev() {
            let scale = self.scales[index + 1];
            let next = (index + 1) * n_tags;
            let following = self.backward[next..next + n_tags]
                .iter()
                .zip(&self.unary[next..]);
            for (ahead, (sum, factor)) in ahead.iter_mut().zip(following) {
                *ahead = sum * factor * scale;
            }
            for tag in 0..n_tags {
                let factors = &transitions.factors[tag * n_tags..(tag + 1) * n_tags];
                self.backward[index * n_tags + tag] =
                    factors.iter().zip(&ahead).map(|(a, b)| a * b).sum();
            }
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
        self.transition_counts[n_tags * n_tags..].copy_from_slice(&self.marginals[..n_tags]);
        let mut ahead = vec![0.0; n_tags];
        for index in 1..n_tokens {
            let start = index * n_tags;
            let following = self.unary[start..start + n_tags]
                .iter()
                .zip(&self.backward[start..]);
            for (ahead, (factor, sum)) in ahead.iter_mut().zip(following) {
                *ahead = factor * sum * self.scales[index];
            }
            let before = &self.forward[start - n_tags..start];
            let rows = self
                .transition_counts
                .chunks_exact_mut(n_tags)
                .zip(transitions.factors.chunks_exact(n_tags));
            for (value, (counts, factors)) in before.iter().zip(rows) {
                for ((count, factor), ahead) in counts.iter_mut().zip(factors).zip(&ahead) {
                    *count += value * factor * ahead;
                }
            }
        }
    }
}

/// Finds the sequence of tags with the highest score (Viterbi 1967); the lower tag wins a tie.
pub(super) fn viterbi(scores: &[f32], transitions: &Transitions, path: &mut Vec<u8>) {
    let n_tags = transitions.n_tags;
    let n_tokens = scores.len() / n_tags;
    path.clear();
    if n_tokens == 0 {
        return;
    }
    let mut best: Vec<f32> = (0..n_tags)
        .map(|tag| scores[tag] + transitions.scores[n_tags * n_tags + tag])
        .collect();
    let mut next = vec![0.0; n_tags];
    let mut backpointers = vec![0_u8; n_tokens * n_tags];
    for index in 1..n_tokens {
        for tag in 0..n_tags {
            let mut max = (f32::NEG_INFINITY, 0);
            for (before, sum) in best.iter().enumerate() {
                let score = sum + transitions.scores[before * n_tags + tag];
                if score > max.0 {
                    max = (score, before);
                }
            }
            next[tag] = max.0 + scores[index * n_tags + tag];
            backpointers[index * n_tags + tag] = u8::try_from(max.1).unwrap_or(0);
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut tag = 0;
    for other in 1..n_tags {
        if best[other] > best[tag] {
            tag = other;
        }
    }
    path.resize(n_tokens, 0);
    for index in (0..n_tokens).rev() {
        path[index] = u8::try_from(tag).unwrap_or(0);
        tag = usize::from(backpointers[index * n_tags + tag]);
    }
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
                    let transition = transitions.scores[before * n_tags + tag];
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
                    let actual = inference.marginals[index * n_tags + tag];
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
    fn viterbi_finds_the_best_of_all_sequences() {
        for seed in 1..60 {
            let (scores, transitions) = random_scores(seed, 5, 2);
            let all = sequences(&scores, &transitions, &[u64::MAX; 5]);
            let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            let mut path = Vec::new();
            viterbi(&scores, &transitions, &mut path);
            assert_eq!(
                path.into_iter().map(usize::from).collect::<Vec<_>>(),
                best.0
            );
        }
        let mut path = vec![1];
        viterbi(&[], &random_scores(1, 1, 1).1, &mut path);
        assert!(path.is_empty());
    }
}
