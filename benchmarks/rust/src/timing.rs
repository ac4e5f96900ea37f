//! Alternating laps and their medians.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// A named piece of work with what is to be said of it.
pub struct Run<'r> {
    pub name: &'static str,
    /// How its answer compares with that of the first run.
    pub answer: String,
    job: Box<dyn Fn() + 'r>,
}

impl<'r> Run<'r> {
    pub fn new<T>(name: &'static str, answer: String, job: impl Fn() -> T + 'r) -> Self {
        let job = Box::new(move || {
            black_box(job());
        });
        Self { name, answer, job }
    }
}

/// Runs all in turn, `repeat` times, and prints a Markdown table; times are set against the first run's.
pub fn race(title: &str, megabytes: f64, repeat: usize, runs: &[Run<'_>]) {
    let mut laps = vec![Vec::with_capacity(repeat); runs.len()];
    for _ in 0..repeat {
        for (run, laps) in runs.iter().zip(&mut laps) {
            let start = Instant::now();
            (run.job)();
            laps.push(start.elapsed());
        }
    }
    for laps in &mut laps {
        laps.sort_unstable();
    }
    let ours = median(&laps[0]);
    println!("### {title}\n");
    println!("| run | ms | MB/s | time / lexicount's | answer |");
    println!("| --- | ---: | ---: | ---: | --- |");
    for (run, laps) in runs.iter().zip(&laps) {
        let (low, middle, high) = (laps[0], median(laps), laps[laps.len() - 1]);
        let (speed, ratio) = (megabytes / middle, middle / ours);
        let [low, high] = [low, high].map(milliseconds);
        let name = run.name;
        let answer = &run.answer;
        let middle = middle * 1e3;
        println!(
            "| {name} | {middle:.1} ({low:.1}-{high:.1}) | {speed:.1} | {ratio:.2} | {answer} |"
        );
    }
    println!();
}

/// The median of sorted laps, in seconds.
fn median(laps: &[Duration]) -> f64 {
    let middle = laps.len() / 2;
    if laps.len().is_multiple_of(2) {
        f64::midpoint(laps[middle - 1].as_secs_f64(), laps[middle].as_secs_f64())
    } else {
        laps[middle].as_secs_f64()
    }
}

fn milliseconds(lap: Duration) -> f64 {
    lap.as_secs_f64() * 1e3
}
