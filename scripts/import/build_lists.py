#!/usr/bin/env python3
"""Make the name lists in gazetteers/ from the source tables and the hand-written lists. Same bytes on every run.

    scripts/import/build_lists.py --sources ../shared/data/gazetteer --out gazetteers

One entity gives one row: rows that share a Wikidata or GeoNames id, or a name and a country, are merged (all ids kept in
same_as). Main names are what English news writes (rules.news_name); names that do harm are dropped or weak (rules.judge_*).
"""
import argparse
import collections
import os
import re
import sys

import hand
import rules
import sources as S
import twins
from merge import merge_orgs, merge_people
from places import build_places
from rows import Row, fold, sorted_ids, write

NEWSWORTHY = 2000


def judge_orgs(index, words, place_names):
    good = []
    for row in index.rows:
        if row.source == "hand":
            row.aliases = {a: r or ("" if a in row.given else rules.judge_org(a, words, place_names, 1500)) for a, r in row.aliases.items()}
            row.aliases = {a: r for a, r in row.aliases.items() if r != "drop" and (a in row.given or len(a) > 3 or len(a.split()) > 1)}
            good.append(row)
            continue
        if len(twins.bare(row.name)) < 3 and row.weight < 20000:
            continue                    # "DC Co., Ltd.": any two letters in capitals would be it
        verdict = rules.judge_org(row.name, words, place_names, row.weight)
        parts = row.name.split()
        if row.source == "phoenix" and len(parts) <= 3 and words.first[fold(parts[0])] >= 6 and not S.GROUP.search(row.name) \
                and not S.BODY.search(row.name) and not re.search(r"Foundation|Fund|Trust|Center|Inc|Corp|Co\b|Ltd", row.name):
            continue                    # a person among the organizations
        if verdict == "drop" or verdict and row.source in ("nsi", "ror") and row.weight < 2000:
            continue
        if verdict:
            row.flags.add("weak")
        aliases = {}
        for a, rule in row.aliases.items():
            v = rules.judge_org(a, words, place_names, row.weight)
            if v == "drop" and len(a.split()) == 1 and len(a) > 3 and not rules.broken(a) and fold(row.name).startswith(fold(a) + " "):
                v = "weak"              # "Senior" of "Senior plc": the compiler would find it anyway, as a strong name
            if v == "drop" or len(a) < 3 or (len(a.split()) == 1 and len(a) < 4 and row.weight < 20000):
                continue
            if len(a.split()) == 1 and a.isupper() and row.weight < 20000:
                if len(a) < 4:
                    continue
                v = "weak"
            if len(a.split()) == 1 and row.subtype == "football club":
                v = "weak"
            if fold(a) in place_names and row.weight < 20000:
                continue                # "Berlin" for a club of Berlin: in running text it is the city
            aliases[a] = rule or v
        row.aliases = aliases
        if row.subtype == "company":
            show_without_legal_form(row)
        good.append(row)
    return good


def show_without_legal_form(row):
    """News writes "Getty Images", not "Getty Images Holdings, Inc.": that is the name to show, where it is as certain."""
    short = S.short_company(row.name)
    if short != row.name and row.aliases.get(short) == "" and not row.flags:
        full = row.name
        rename(row, short)
        row.add(full)


ORG_LIST = {"company": "orgs-companies.tsv", "university": "orgs-universities.tsv", "education": "orgs-universities.tsv",
            "party": "orgs-parties.tsv", "football club": "orgs-football.tsv", "armed group": "orgs-armed-groups.tsv",
            "government": "orgs-public.tsv", "public body": "orgs-public.tsv", "ngo": "orgs-international.tsv",
            "igo": "orgs-international.tsv", "hospital": "orgs-research.tsv", "nonprofit": "orgs-research.tsv", "archive": "orgs-research.tsv",
            "research institute": "orgs-research.tsv", "organization": "orgs-research.tsv", "media": "orgs-international.tsv"}


def build_orgs(src, words, place_names, joined):
    casing = S.good_casing(src, words)

    def streams():
        for row in hand.blocks("organizations.txt", "organization"):
            row.given = frozenset(row.names())
            yield row
        yield from S.companies(src, casing)
        yield from S.ror(src)
        yield from S.parties(src)
        yield from S.clubs(src)
        yield from S.phoenix_orgs(src, casing)
        yield from S.public_bodies(src)
        yield from S.brands(src)
    index = merge_orgs(streams())
    index.rows, done = twins.join_orgs(index.rows)
    lent = twins.lend_ids(index.rows, list(S.id_lenders(src)) + [r for r in S.wikipedia_titles(src) if r.type == "organization"])
    joined += done + lent
    lists = collections.defaultdict(list)
    for row in judge_orgs(index, words, place_names):
        lists["orgs-world.tsv" if row.source == "hand" else ORG_LIST.get(row.subtype, "orgs-brands.tsv" if row.source == "nsi" else
                                                                      "orgs-other.tsv")].append(row)
    return lists


def people_streams(src):
    yield from hand.blocks("people.txt", "person")
    yield from S.politicians(src)
    yield from S.us_politicians(src)
    yield from S.celebrities(src)
    yield from S.phoenix_people(src)
    yield from S.sanctioned_people(src)
    yield from S.footballers(src)


LITTLE_KNOWN = 1000


def too_common(row, words):
    """A name that several people bear ("John Smith") says nothing about a little-known bearer, and would give a wrong id."""
    return row.source != "hand" and row.weight <= LITTLE_KNOWN and words.namesakes(row.name) > 0.5


def drop_acronyms(lists):
    """Old spellings of towns that are the letters of something that everybody writes in capitals: Daca (Dhaka) beside DACA."""
    acronyms = {fold(n) for rows in lists.values() for r in rows if r.source == "hand" and r.type != "place"
                for n in r.names() if n.isupper() and n.isalpha() and len(n) > 2}
    for rows in lists.values():
        for row in rows:
            if row.type == "place" and row.source != "hand":
                row.aliases = {a: rule for a, rule in row.aliases.items() if fold(a) not in acronyms}


def add_aliases(lists):
    """hand/aliases.txt: more names for rows of any list."""
    found = collections.defaultdict(list)
    for name in sorted(lists):
        for row in lists[name]:
            for n in row.names():
                found[row.type, fold(n), row.country].append(row)
    for where, line in hand.lines("aliases.txt"):
        head, *parts = rules.split_bar(line)
        m = re.fullmatch(r"(\w+) (.+) @([A-Z]{2})?", head)
        if not m:
            print("%s: cannot read %r" % (where, head), file=sys.stderr)
            continue
        hits = found.get((m.group(1), fold(m.group(2)), m.group(3) or ""), [])
        hits = [h for h in hits if h.subtype not in ("admin1", "admin2")] or hits
        if not hits:
            print("%s: no row named %s" % (where, head), file=sys.stderr)
            continue
        row = max(hits, key=lambda r: (r.weight, r.ids))
        if row.type == "place":         # whoever writes it down has seen it in the news
            row.weight = max(row.weight, NEWSWORTHY)
            row.flags.discard("weak")
        for p in parts:
            _, text, rule = rules.split_alias(p)
            row.aliases.pop(text, None)
            row.aliases = {**{text: rule}, **row.aliases} if text != row.name else row.aliases


def merge_misc(rows):
    """Hand-written rows that share their main name are one: the first."""
    first = {}
    for row in rows:
        kept = first.setdefault(fold(row.name), row)
        if kept is not row:
            for name, rule in row.aliases.items():
                kept.add(name, rule)
    return list(first.values())


def rename(row, name):
    """Makes one of the aliases (or a new text) the main name; the old one is dropped."""
    row.aliases.pop(name, None)
    row.name = name


def drop_articles(lists):
    """'The New York Times' beside a strong 'New York Times' only moves the boundary of the match: out. Works keep their The."""
    strong = {fold(n) for rows in lists.values() for r in rows if r.type == "organization" and not r.flags
              for n in r.names() if not r.aliases.get(n)}
    for rows in lists.values():
        for row in rows:
            if row.type == "organization" or row.subtype in ("country", "territory"):
                for n in [n for n in row.names() if n.startswith("The ")]:
                    bare = n[4:]
                    if bare in row.names() and not row.flags and not row.aliases.get(bare) or fold(bare) in strong:
                        if n == row.name:
                            rename(row, bare)
                        else:
                            del row.aliases[n]


def drop_titles(lists):
    """'Secretary-General Kofi Annan' beside 'Kofi Annan', 'Queen Elizabeth II' beside 'Elizabeth II': the title is no part of
    the name. 'Pope Francis' stays (and gives the weak 'Francis'), because the bare name is not certain."""
    with open(os.path.join(rules.HERE, "..", "..", "gazetteers", "words", "titles.txt"), encoding="utf-8") as f:
        titles = {w for line in f if not line.startswith("#") for w in line.strip().lower().split()} | {"hrh", "united", "un", "former"}
    for rows in lists.values():
        for row in rows:
            if row.type != "person":
                continue
            for n in list(row.names()):
                words = n.split()
                k = 0
                while k < len(words) - 1 and words[k].lower() in titles | {"nations"}:
                    k += 1
                bare = " ".join(words[k:])
                if not k or not bare[0].isupper():
                    continue
                sure = bare in row.names() and not row.aliases.get(bare) and not row.flags
                if sure or len(words) - k > 1:
                    if n == row.name:
                        rename(row, bare)
                    else:
                        rule = row.aliases.pop(n)
                        if bare != row.name:
                            row.aliases.setdefault(bare, rule)
                elif bare not in row.aliases:
                    row.aliases[bare] = "weak"


def one_row_an_id(lists):
    """An id that two rows claim stays with the first list (places before persons before organizations, those written by hand first); a second row whose
    main id is taken is merged into the first when the type is the same, else it goes on without that id."""
    owner = {}
    rank = {"places-countries.tsv": 0, "places-world.tsv": 1, "places-cities.tsv": 2, "places-regions.tsv": 3}
    for name in sorted(lists, key=lambda n: (n[:2] != "pl", rank.get(n, 9), "world" not in n, n)):
        kept = []
        for row in sorted(lists[name], key=lambda r: (-r.weight, r.ids, r.name)):
            taken_ids = [i for i in row.ids if i in owner]
            if taken_ids and taken_ids[0] == sorted_ids(row.ids, row.type)[0] and owner[taken_ids[0]].type == row.type:
                first = owner[taken_ids[0]]
                first.weight = max(first.weight, row.weight)
                for n in row.names():
                    first.add(n, row.aliases.get(n, ""))
                continue
            if taken_ids:
                row.ids = [i for i in row.ids if i not in owner]
            for i in row.ids:
                owner[i] = row
            kept.append(row)
        lists[name] = kept


PEOPLE_LIST = {"celebrity": "people-celebrities.tsv", "footballer": "people-football.tsv", "state legislator": "people-us-states.tsv",
               "mayor": "people-us-states.tsv"}

HEADS = {"places": "Places", "people": "Persons", "orgs": "Organizations", "misc": "Nationalities, events, works, laws and the like"}


def given_names(lists, words):
    """First words of person names that several persons share: words/given-names.txt. Lists of countries that put the family
    name first do not count."""
    count = collections.defaultdict(collections.Counter)
    for name in sorted(lists):
        for row in lists[name]:
            parts = row.name.split()
            if row.type == "person" and len(parts) >= 2 and row.country not in ("CN", "KR", "KP", "TW", "HK", "VN", "KH", "HU", "MO", "SG", "MM") \
                    and parts[0][0].isupper() and len(parts[0]) > 2 and parts[0].replace("-", "").replace("'", "").isalpha() \
                    and row.subtype not in ("royal", "religious leader", "fictional"):
                count[fold(parts[0])][parts[0]] += 1
    out = []
    for forms in count.values():
        total = sum(forms.values())
        best = min(forms, key=lambda f: (-forms[f], f))
        if total >= (3 if not words.is_ordinary(best) else 12) and fold(best) not in ("abu", "abdul", "bin", "ibn", "the", "los", "del", "sir"):
            out.append((best, total))
    return sorted(out)


def write_given_names(path, lists, words):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("# Given names: NAME<TAB>how many persons of the lists bear it. Made by scripts/import/build_lists.py.\n")
        for name, total in given_names(lists, words):
            f.write("%s\t%d\n" % (name, total))


def write_counts(path, lists):
    """Renews the table between the two marks of SOURCES.md."""
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as f:
        text = f.read()
    table = ["| file | rows | bytes |", "|---|---:|---:|"]
    folder = os.path.dirname(path)
    for name in sorted(lists):
        table.append("| %s | %d | %d |" % (name, len(lists[name]), os.path.getsize(os.path.join(folder, name))))
    table.append("| total | %d | |" % sum(map(len, lists.values())))
    text = re.sub(r"(<!-- counts -->\n).*?(<!-- end -->)", lambda m: m.group(1) + "\n".join(table) + "\n" + m.group(2), text, flags=re.S)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(text)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--sources", required=True, help="folder with the source tables (NAME.tsv.xz)")
    ap.add_argument("--out", required=True, help="the gazetteers folder")
    ap.add_argument("--joined", help="write here which rows were found to be one entity, and why")
    args = ap.parse_args()
    src = S.Sources(args.sources)
    words = rules.Words(src.table("words-ambiguous"), src.table("words-en-frequency"))
    people = list(people_streams(src))
    words.learn_people(people)

    joined = []
    places, lists, adjectives = build_places(src, words, joined)
    place_names = {fold(n) for r in places.rows if "weak" not in r.flags for n in r.names()}
    persons, done = twins.join_people(merge_people(people, words).rows, words)
    joined += done + twins.lend_ids(persons, [r for r in S.wikipedia_titles(src) if r.type == "person"])
    for row in persons:
        if too_common(row, words):
            continue
        lists["people-world.tsv" if row.source == "hand" else PEOPLE_LIST.get(row.subtype, "people-politics.tsv")].append(row)
        if row.source != "hand" and all(words.is_ordinary(p) for p in row.name.split()):
            row.flags.add("weak")
    for name, rows in build_orgs(src, words, place_names, joined).items():
        lists[name].extend(rows)
    by_name = {}
    for r in places.rows:
        for n in r.names():
            if fold(n) not in by_name or by_name[fold(n)].weight < r.weight:
                by_name[fold(n)] = r
    for row, place in adjectives:
        row.refers_to = place
        lists[row.list].append(row)
    for row in merge_misc(hand.blocks("misc.txt", "misc")):
        if row.refers_to:
            place = by_name.get(fold(row.refers_to))
            if place is None:
                print("misc.txt: %s refers to an unknown place: %s" % (row.name, row.refers_to), file=sys.stderr)
            row.refers_to = place or ""
        lists["misc-nationalities.tsv" if row.refers_to else "misc-world.tsv"].append(row)

    drop_acronyms(lists)
    add_aliases(lists)
    drop_articles(lists)
    drop_titles(lists)
    one_row_an_id(lists)
    order = [n for n in sorted(lists)]
    hand.give_slugs([r for n in order for r in sorted(lists[n], key=lambda r: (fold(r.name), r.country, r.type))])
    for n in order:
        for r in lists[n]:
            if isinstance(r.refers_to, Row):
                r.refers_to = r.refers_to.cells()[0]
    for n in order:
        write(os.path.join(args.out, n), lists[n],
              ["%s. Made by scripts/import/build_lists.py; edit the hand lists in scripts/import/hand, not this file." % HEADS[n.split("-")[0]]])
        print("%-26s %7d rows %9d bytes" % (n, len(lists[n]), os.path.getsize(os.path.join(args.out, n))))
    os.makedirs(os.path.join(args.out, "words"), exist_ok=True)
    write_given_names(os.path.join(args.out, "words", "given-names.txt"), lists, words)
    write_counts(os.path.join(args.out, "SOURCES.md"), lists)
    if args.joined:
        with open(args.joined, "w", encoding="utf-8") as f:
            f.writelines("\t".join(j) + "\n" for j in joined)


main()
