//! The crates aho-corasick and daachorse as gazetteers: leftmost-longest search for literal bytes,
//! each in its fastest form that holds a million names.
//!
//! usage: match-peers CRATE build NAMES FILE     one name a line; FILE is written where the crate can
//!        match-peers CRATE scan FILE TEXT ROUNDS   FILE is NAMES again where it cannot
//!
//! Prints KEY VALUE lines; times are CPU seconds of the process.

use std::{env, fs, process};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind as DaaMatchKind};

fn seconds() -> f64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: t is a valid timespec for the call to fill.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    t.tv_sec as f64 + 1e-9 * t.tv_nsec as f64
}

fn stop(what: impl std::fmt::Display) -> ! {
    eprintln!("match-peers: {what}");
    process::exit(4)
}

fn read(path: &str) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|e| stop(format!("{path}: {e}")))
}

fn names(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|&b| b == b'\n').filter(|name| !name.is_empty()).collect()
}

fn aho_corasick(names: &[&[u8]]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(names)
        .unwrap_or_else(|e| stop(e))
}

fn daachorse(names: &[&[u8]]) -> DoubleArrayAhoCorasick<u32> {
    DoubleArrayAhoCorasickBuilder::new()
        .match_kind(DaaMatchKind::LeftmostLongest)
        .build(names)
        .unwrap_or_else(|e| stop(e))
}

fn build(krate: &str, list: &str, out: &str) {
    let bytes = read(list);
    let start = seconds();
    match krate {
        "aho-corasick" => println!("memory_mb {:.1}", aho_corasick(&names(&bytes)).memory_usage() as f64 / 1e6),
        _ => fs::write(out, daachorse(&names(&bytes)).serialize()).unwrap_or_else(|e| stop(e)),
    }
    println!("build_s {:.3}", seconds() - start);
}

fn measure(text: &[u8], rounds: usize, find: impl Fn(&[u8]) -> usize) {
    let mut best = f64::INFINITY;
    let mut matches = 0;
    for _ in 0..rounds {
        let start = seconds();
        matches = find(text);
        best = best.min(seconds() - start);
    }
    println!("mb_s {:.2}\nmatches {matches}", text.len() as f64 / 1e6 / best);
}

fn scan(krate: &str, file: &str, text: &str, rounds: usize) {
    let text = read(text);
    let start = seconds();
    let bytes = read(file);
    if krate == "aho-corasick" {
        let automaton = aho_corasick(&names(&bytes));
        println!("open_ms {:.3}", 1e3 * (seconds() - start));
        measure(&text, rounds, |t| automaton.find_iter(t).count());
    } else {
        let (automaton, _) = DoubleArrayAhoCorasick::<u32>::deserialize(&bytes).unwrap_or_else(|e| stop(e));
        println!("open_ms {:.3}", 1e3 * (seconds() - start));
        measure(&text, rounds, |t| automaton.leftmost_find_iter(t).count());
    }
}

fn main() {
    let args: Vec<String> = env::args().collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[1..] {
        [krate, "build", list, out] => build(krate, list, out),
        [krate, "scan", file, text, rounds] => scan(krate, file, text, rounds.parse().unwrap_or(3)),
        _ => stop("usage: match-peers aho-corasick|daachorse build NAMES FILE | scan FILE TEXT ROUNDS"),
    }
}
