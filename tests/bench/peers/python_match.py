#!/usr/bin/env python3
"""pyahocorasick and FlashText as gazetteers.

usage: python_match.py pyahocorasick|flashtext build NAMES FILE
       python_match.py pyahocorasick|flashtext scan FILE TEXT ROUNDS

pyahocorasick matches literally (iter_long, leftmost longest); FlashText whole words in any case, as it does by
default. FILE is the library's own format, a pickle for FlashText. Prints KEY VALUE lines; times are CPU seconds.
"""
import pickle
import sys
import time


def build(library, names_path, out):
    with open(names_path, encoding="utf-8") as file:
        names = file.read().split("\n")[:-1]
    start = time.process_time()
    if library == "pyahocorasick":
        import ahocorasick

        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for i, name in enumerate(names):
            automaton.add_word(name, i)
        automaton.make_automaton()
        automaton.save(out)
    else:
        from flashtext import KeywordProcessor

        processor = KeywordProcessor()
        for name in names:
            processor.add_keyword(name)
        with open(out, "wb") as file:
            pickle.dump(processor, file)
    print(f"build_s {time.process_time() - start:.3f}")


def scan(library, path, text_path, rounds):
    with open(text_path, encoding="utf-8") as file:
        text = file.read()
    size = len(text.encode())
    start = time.process_time()
    if library == "pyahocorasick":
        import ahocorasick

        automaton = ahocorasick.load(path, pickle.loads)
        find = lambda: sum(1 for _ in automaton.iter_long(text))
    else:
        with open(path, "rb") as file:
            processor = pickle.load(file)
        find = lambda: len(processor.extract_keywords(text))
    print(f"open_ms {1e3 * (time.process_time() - start):.3f}")
    best = None
    for _ in range(rounds):
        start = time.process_time()
        matches = find()
        used = time.process_time() - start
        best = used if best is None else min(best, used)
    print(f"mb_s {size / 1e6 / best:.2f}\nmatches {matches}")


if sys.argv[2] == "build":
    build(sys.argv[1], sys.argv[3], sys.argv[4])
else:
    scan(sys.argv[1], sys.argv[3], sys.argv[4], int(sys.argv[5]))
