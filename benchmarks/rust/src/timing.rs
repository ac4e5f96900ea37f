//! Alternating laps and their median times.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// A named piece of work and a description of its result.
pub struct Run<'r> {
    pub name: &'static str,
    /// How the result compares with that of the first run.
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

/// Runs all in turn, `repeat` times, and prints a Markdown table with times relative to the first run.
pub fn compare_runs(title: &str, megabytes: f64, repeat: usize, runs: &[Run<'_>]) {
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
        let (low, median_time, high) = (laps[0], median(laps), laps[laps.len() - 1]);
        let (speed, ratio) = (megabytes / median_time, median_time / ours);
        let [low, high] = [low, high].map(milliseconds);
        let name = run.name;
        let answer = &run.answer;
        let median_time = median_time * 1e3;
        println!(
            "| {name} | {median_time:.1} ({low:.1}-{high:.1}) | {speed:.1} | {ratio:.2} | {answer} |"
        );
    }
    println!();
}

/// Returns the median of sorted laps, in seconds.
fn median(laps: &[Duration]) -> f64 {
    let median_time = laps.len() / 2;
    if laps.len().is_multiple_of(2) {
        f64::midpoint(
            laps[median_time - 1].as_secs_f64(),
            laps[median_time].as_secs_f64(),
        )
    } else {
        laps[median_time].as_secs_f64()
    }
}

fn milliseconds(lap: Duration) -> f64 {
    lap.as_secs_f64() * 1e3
}
