"""Reads the hand-written lists in scripts/import/hand/ (compact, without ids) into rows.

people.txt, organizations.txt, misc.txt, places.txt share one layout:

    # comment
    [subtype CC weight]                  opens a block; CC and weight may be left out
    Name | alias | alias{weak} @CC 41.0,28.9 =refers to this name

A `+` before a person's name adds the last word as a weak alias ("Putin"). The id is found by build_lists.py.
"""
import os
import re

from rows import Row, split_alias, split_bar, slug

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hand")
DEFAULT_WEIGHT = {"person": 30000, "organization": 30000, "misc": 30000, "place": 100000}


def lines(name):
    path = os.path.join(HERE, name)
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            line = line.strip()
            if line and not line.startswith("#"):
                yield "%s:%d" % (name, n), line


def fill(row, parts, plus=False):
    for part in parts:
        _, text, rule = split_alias(part)
        if text.startswith("the "):
            text = text[4:]
        row.add(text, rule)
    words = row.name.split()
    if plus and len(words) > 1:
        row.add(words[-1], "weak")


def mark_name(row, rule):
    """A rule on the main name. A flag would hold for the aliases too, so a weak name changes places with a strong alias."""
    strong = [t for t, r in row.aliases.items() if not r]
    if rule and strong:
        del row.aliases[strong[0]]
        row.aliases[row.name] = rule
        row.name = strong[0]
    elif rule:
        row.flags.add(rule)


def blocks(name, type):
    """Rows of one block file."""
    subtype, cc, weight = "", "", DEFAULT_WEIGHT[type]
    for where, line in lines(name):
        if line.startswith("["):
            words = line.strip("[]").split()
            subtype, cc, weight = [], "", DEFAULT_WEIGHT[type]
            for w in words:
                if re.fullmatch(r"[A-Z]{2}", w):
                    cc = w
                elif w.isdigit():
                    weight = int(w)
                else:
                    subtype.append(w)
            subtype = " ".join(subtype)
            continue
        for entry in re.split(r"\s+;\s+", line):
            yield entry_row(entry, type, subtype, cc, weight)


def entry_row(line, type, subtype, country, weight):
    """One entity of a block file."""
    lat, lon, refers = "", "", ""
    m = re.search(r"\s@\s*([A-Z]{2})?\s*(-?[\d.]+,-?[\d.]+)?$", line)
    if m:
        line = line[:m.start()]
        country = m.group(1) or country
        if m.group(2):
            lat, lon = m.group(2).split(",")
    m = re.search(r"\s=(.+)$", line)
    if m:
        refers, line = m.group(1).strip(), line[:m.start()]
    plus = line.startswith("+")
    parts = split_bar(line.lstrip("+ "))
    _, text, rule = split_alias(parts[0])
    row = Row([], type, subtype, text, country, lat, lon, weight, "hand")
    fill(row, parts[1:], plus)
    mark_name(row, rule)
    row.refers_to = refers
    return row


def countries():
    """(country row, demonym row or None) for each line of countries.txt."""
    for where, line in lines("countries.txt"):
        cc, pos, rest = line.split(" ", 2)
        left, _, right = rest.partition(";;")
        parts = split_bar(left)
        lat, lon = pos.split(",")
        _, text, rule = split_alias(parts[0])
        row = Row([], "place", "country", text, cc, lat, lon, 0, "hand")
        fill(row, parts[1:])
        mark_name(row, rule)
        yield row, demonym(right, cc, "nationality")


def demonym(cell, cc, subtype):
    parts = split_bar(cell)
    if not parts:
        return None
    _, text, rule = split_alias(parts[0])
    row = Row([], "misc", subtype, text, cc, "", "", 50000, "hand")
    fill(row, parts[1:])
    mark_name(row, rule)
    return row


def us_states():
    for where, line in lines("us-states.txt"):
        pos, rest = line.split(" ", 1)
        left, _, right = rest.partition(";;")
        parts = split_bar(left)
        lat, lon = pos.split(",")
        row = Row([], "place", "admin1", parts[0], "US", lat, lon, 0, "hand")
        fill(row, parts[1:])
        yield row, demonym(right, "US", "people of a state")


def give_slugs(rows):
    """A wiretag: id for each row that no source knows; the kind, the country or a number keeps namesakes apart."""
    used = set()
    for row in rows:
        if row.ids:
            continue
        base = slug(row.name) or "x"
        options = [base, "%s-%s" % (base, slug(row.subtype)), "%s-%s" % (base, row.country.lower() or "world")]
        options += ["%s-%d" % (base, n) for n in range(2, 1000)]
        pick = next(o for o in options if o not in used)
        used.add(pick)
        row.ids.append("wiretag:" + pick)
