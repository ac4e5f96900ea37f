//! A chain of tags: the most likely one, and how likely each tag is.
//!
//! A linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001). Scores are natural logarithms up to a
//! constant; sums are kept in range by scaling at each word (Rabiner 1989).

/// The tags of a set of labels in the BIO2 scheme: 0 is outside, then for each label the tag that begins a name and the
/// tag that goes on.
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

    /// The label of a tag, and whether the tag begins a name.
    pub(super) const fn label(tag: usize) -> Option<(usize, bool)> {
        match tag.checked_sub(1) {
            None => None,
            Some(tag) => Some((tag / 2, tag % 2 == 0)),
        }
    }

    /// True where `next` may follow `tag`; `None` stands for the beginning.
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

/// Scores of tags after tags.
#[derive(Clone, Debug)]
pub(super) struct Transitions {
    pub(super) n_tags: usize,
    /// From a tag (row) to a tag; the last row is that of the beginning. Minus infinity where it may not be.
    pub(super) scores: Vec<f32>,
    /// The same, as factors.
    factors: Vec<f32>,
}

impl Transitions {
    pub(super) fn new(n_tags: usize, free: &[f32]) -> Self {
        let mut scores = vec![f32::NEG_INFINITY; (n_tags + 1) * n_tags];
        for tag in 0..=n_tags {
            for next in 0..n_tags {
                if Tags::may_follow((tag < n_tags).then_some(tag), next) {
                    scores[tag * n_tags + next] = free[tag * n_tags + next];
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

    /// The scores that [`new`](Self::new) was given; 0 for what may not be.
    pub(super) fn free(&self) -> Vec<f32> {
        self.scores
            .iter()
            .map(|&score| if score.is_finite() { score } else { 0.0 })
            .collect()
    }
}

/// Room for the sums of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    unary: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// The chance of each tag at each word.
    pub(super) marginals: Vec<f32>,
    /// The expected number of each step, rows as in [`Transitions`].
    pub(super) steps: Vec<f32>,
    scales: Vec<f32>,
}

impl Sums {
    /// The chances of all tags, given the score of each tag at each word; only tags in a word's mask are allowed.
    pub(super) fn run(
        &mut self,
        scores: &[f32],
        transitions: &Transitions,
        allowed: Option<&[u64]>,
    ) {
        let n_tags = transitions.n_tags;
        let n_words = scores.len() / n_tags;
        self.unary.clear();
        for (place, row) in scores.chunks_exact(n_tags).enumerate() {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mask = allowed.map_or(u64::MAX, |allowed| allowed[place]);
            self.unary
                .extend(row.iter().enumerate().map(|(tag, &score)| {
                    if mask >> tag & 1 == 1 {
                        libm::expf(score - most) + 1e-12
                    } else {
                        0.0
                    }
                }));
        }
        self.go_forward(transitions, n_words);
        self.go_backward(transitions, n_words);
        self.marginals.clear();
        self.marginals
            .extend(self.forward.iter().zip(&self.backward).map(|(a, b)| a * b));
        self.count_steps(transitions, n_words);
    }

    /// The chance that a name with this label stands at just these words; the sums must be those of [`run`](Self::run).
    pub(super) fn chance(
        &self,
        transitions: &Transitions,
        words: std::ops::Range<usize>,
        label: usize,
    ) -> f32 {
        let n_tags = transitions.n_tags;
        let (begin, inside) = (Tags::begin(label), Tags::inside(label));
        let mut chance = self.forward[words.start * n_tags + begin];
        let mut tag = begin;
        for place in words.start + 1..words.end {
            chance *= transitions.factors[tag * n_tags + inside]
                * self.unary[place * n_tags + inside]
                * self.scales[place];
            tag = inside;
        }
        if words.end == self.scales.len() {
            return chance;
        }
        let after = words.end * n_tags;
        let ends: f32 = (0..n_tags)
            .filter(|&next| next != inside)
            .map(|next| {
                transitions.factors[tag * n_tags + next]
                    * self.unary[after + next]
                    * self.backward[after + next]
            })
            .sum();
        chance * ends * self.scales[words.end]
    }

    fn go_forward(&mut self, transitions: &Transitions, n_words: usize) {
        let n_tags = transitions.n_tags;
        self.forward.clear();
        self.forward.resize(n_words * n_tags, 0.0);
        self.scales.clear();
        for place in 0..n_words {
            let (before, row) = self.forward.split_at_mut(place * n_tags);
            let row = &mut row[..n_tags];
            if place == 0 {
                row.copy_from_slice(&transitions.factors[n_tags * n_tags..]);
            } else {
                for (value, factors) in before[(place - 1) * n_tags..]
                    .iter()
                    .zip(transitions.factors.chunks_exact(n_tags))
                {
                    for (sum, factor) in row.iter_mut().zip(factors) {
                        *sum += value * factor;
                    }
                }
            }
            let unary = &self.unary[place * n_tags..];
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

    fn go_backward(&mut self, transitions: &Transitions, n_words: usize) {
        let n_tags = transitions.n_tags;
        self.backward.clear();
        self.backward.resize(n_words * n_tags, 1.0);
        let mut ahead = vec![0.0; n_tags];
        for place in (0..n_words.saturating_sub(1)).rev() {
            let scale = self.scales[place + 1];
            let next = (place + 1) * n_tags;
            let following = self.backward[next..next + n_tags]
                .iter()
                .zip(&self.unary[next..]);
            for (ahead, (sum, factor)) in ahead.iter_mut().zip(following) {
                *ahead = sum * factor * scale;
            }
            for tag in 0..n_tags {
                let factors = &transitions.factors[tag * n_tags..(tag + 1) * n_tags];
                self.backward[place * n_tags + tag] =
                    factors.iter().zip(&ahead).map(|(a, b)| a * b).sum();
            }
        }
    }

    fn count_steps(&mut self, transitions: &Transitions, n_words: usize) {
        let n_tags = transitions.n_tags;
        self.steps.clear();
        self.steps.resize((n_tags + 1) * n_tags, 0.0);
        if n_words == 0 {
            return;
        }
        self.steps[n_tags * n_tags..].copy_from_slice(&self.marginals[..n_tags]);
        let mut ahead = vec![0.0; n_tags];
        for place in 1..n_words {
            let here = place * n_tags;
            let following = self.unary[here..here + n_tags]
                .iter()
                .zip(&self.backward[here..]);
            for (ahead, (factor, sum)) in ahead.iter_mut().zip(following) {
                *ahead = factor * sum * self.scales[place];
            }
            let before = &self.forward[here - n_tags..here];
            let rows = self
                .steps
                .chunks_exact_mut(n_tags)
                .zip(transitions.factors.chunks_exact(n_tags));
            for (value, (steps, factors)) in before.iter().zip(rows) {
                for ((step, factor), ahead) in steps.iter_mut().zip(factors).zip(&ahead) {
                    *step += value * factor * ahead;
                }
            }
        }
    }
}

/// The chain of tags with the highest score (Viterbi 1967); of equals, the lower tag.
pub(super) fn best_chain(scores: &[f32], transitions: &Transitions, chain: &mut Vec<u8>) {
    let n_tags = transitions.n_tags;
    let n_words = scores.len() / n_tags;
    chain.clear();
    if n_words == 0 {
        return;
    }
    let mut best: Vec<f32> = (0..n_tags)
        .map(|tag| scores[tag] + transitions.scores[n_tags * n_tags + tag])
        .collect();
    let mut next = vec![0.0; n_tags];
    let mut from = vec![0_u8; n_words * n_tags];
    for place in 1..n_words {
        for tag in 0..n_tags {
            let mut most = (f32::NEG_INFINITY, 0);
            for (before, sum) in best.iter().enumerate() {
                let score = sum + transitions.scores[before * n_tags + tag];
                if score > most.0 {
                    most = (score, before);
                }
            }
            next[tag] = most.0 + scores[place * n_tags + tag];
            from[place * n_tags + tag] = u8::try_from(most.1).unwrap_or(0);
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut tag = 0;
    for other in 1..n_tags {
        if best[other] > best[tag] {
            tag = other;
        }
    }
    chain.resize(n_words, 0);
    for place in (0..n_words).rev() {
        chain[place] = u8::try_from(tag).unwrap_or(0);
        tag = usize::from(from[place * n_tags + tag]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every chain that may be, with its score.
    fn chains(
        scores: &[f32],
        transitions: &Transitions,
        allowed: &[u64],
    ) -> Vec<(Vec<usize>, f32)> {
        let n_tags = transitions.n_tags;
        let mut all = vec![(Vec::new(), 0.0)];
        for (place, row) in scores.chunks_exact(n_tags).enumerate() {
            let mut longer = Vec::new();
            for (chain, score) in all {
                let before = chain.last().copied().unwrap_or(n_tags);
                for (tag, own) in row.iter().enumerate() {
                    let step = transitions.scores[before * n_tags + tag];
                    if step.is_finite() && allowed[place] >> tag & 1 == 1 {
                        let mut chain: Vec<usize> = chain.clone();
                        chain.push(tag);
                        longer.push((chain, score + step + own));
                    }
                }
            }
            all = longer;
        }
        all
    }

    fn example(seed: u32, n_words: usize, n_labels: usize) -> (Vec<f32>, Transitions) {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut draw = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state % 1000) as f32 / 250.0 - 2.0
        };
        let n_tags = Tags(n_labels).len();
        let scores = (0..n_words * n_tags).map(|_| draw()).collect();
        let free: Vec<f32> = (0..(n_tags + 1) * n_tags).map(|_| draw()).collect();
        (scores, Transitions::new(n_tags, &free))
    }

    #[test]
    fn sums_equal_those_over_all_chains() {
        for seed in 1..40 {
            let (scores, transitions) = example(seed, 4, 2);
            let n_tags = transitions.n_tags;
            let mut allowed = vec![u64::MAX; 4];
            if seed % 2 == 0 {
                allowed[1] = 0b0_0111;
                allowed[2] = 0b1_1001;
            }
            let all = chains(&scores, &transitions, &allowed);
            let total: f32 = all.iter().map(|(_, score)| libm::expf(*score)).sum();
            let share = |wanted: &dyn Fn(&[usize]) -> bool| {
                let some = all.iter().filter(|(chain, _)| wanted(chain));
                some.map(|(_, score)| libm::expf(*score)).sum::<f32>() / total
            };
            let mut sums = Sums::default();
            sums.run(&scores, &transitions, Some(&allowed));
            for place in 0..4 {
                for tag in 0..n_tags {
                    let expected = share(&|chain| chain[place] == tag);
                    let found = sums.marginals[place * n_tags + tag];
                    assert!(
                        (found - expected).abs() < 1e-4,
                        "{seed} {place} {tag}: {found} {expected}"
                    );
                }
            }
            let expected: f32 = (0..3)
                .map(|at| share(&|chain| chain[at] == 1 && chain[at + 1] == 2))
                .sum();
            assert!((sums.steps[n_tags + 2] - expected).abs() < 1e-4);
            let name = share(&|chain| chain[1..3] == [1, 2] && chain[3] != 2);
            assert!((sums.chance(&transitions, 1..3, 0) - name).abs() < 1e-4);
            let last = share(&|chain| chain[3] == 3);
            assert!((sums.chance(&transitions, 3..4, 1) - last).abs() < 1e-4);
        }
    }

    #[test]
    fn the_best_chain_is_the_best_of_all() {
        for seed in 1..60 {
            let (scores, transitions) = example(seed, 5, 2);
            let all = chains(&scores, &transitions, &[u64::MAX; 5]);
            let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            let mut chain = Vec::new();
            best_chain(&scores, &transitions, &mut chain);
            assert_eq!(
                chain.into_iter().map(usize::from).collect::<Vec<_>>(),
                best.0
            );
        }
        let mut chain = vec![1];
        best_chain(&[], &example(1, 1, 1).1, &mut chain);
        assert!(chain.is_empty());
    }
}
