"""The row of a Wiretag name list: reading, writing, folding and merging. Used by build_lists.py and check_lists.py."""
import functools
import re
import unicodedata

COLUMNS = ["id", "type", "subtype", "name", "aliases", "country", "lat", "lon", "weight", "flags", "same_as", "refers_to", "within"]
TYPES = ("person", "place", "organization", "misc")
VAGUE = "celebrity"      # a kind that says less than any other
RULES = ("exact", "any", "weak")

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻʿʾ′"), None)
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―_"), " ")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ħ": "h"})


@functools.lru_cache(maxsize=None)
def fold(text):
    """What the matcher treats as equal: no case, accents, apostrophes or hyphens; single spaces; no dots in initials."""
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_DASHES)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(text.replace(".", "").split())


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@functools.lru_cache(maxsize=None)
def is_latin(text):
    """True when every letter of the text is a Latin one."""
    for c in text:
        if c > "\u024f" and not ("\u1e00" <= c <= "\u1eff") and c not in "’‘ʼʻʿʾ–" and not unicodedata.combining(c):
            return False
    return any(c.isalpha() for c in text)


def split_alias(cell):
    """'en:Foo{weak}' -> ('en', 'Foo', 'weak')."""
    lang, rule = "", ""
    m = re.match(r"([a-z]{2,3}):(?=\S)", cell)
    if m:
        lang, cell = m.group(1), cell[m.end():]
    m = re.search(r"\{([a-z]+)\}$", cell)
    if m:
        rule, cell = m.group(1), cell[:m.start()]
    return lang, cell.strip(), rule


def split_bar(cell):
    """Split at '|' but not at the escaped '\\|'."""
    return [p.replace("\\|", "|").strip() for p in re.split(r"(?<!\\)\|", cell) if p.strip()]


class Row:
    """One entity: ids[0] is its main id, the others go to same_as; aliases maps text -> rule ('' is the default)."""

    __slots__ = ("ids", "type", "subtype", "name", "aliases", "country", "lat", "lon", "weight", "flags", "refers_to",
                 "list", "source", "merged", "given", "state", "within", "offices")

    def __init__(self, ids, type, subtype, name, country="", lat="", lon="", weight=0, source=""):
        self.ids = [i for i in ids if i]
        self.type, self.subtype, self.name, self.country = type, subtype, name, country
        self.lat, self.lon, self.weight, self.source = lat, lon, int(weight), source
        self.aliases, self.flags, self.refers_to, self.list, self.merged = {}, set(), "", "", False
        self.given = frozenset()        # names written by hand, which no rule judges
        self.state = ""                 # persons: US-TX, where the source says it
        self.offices = frozenset()      # persons: countries of which the source names an office
        self.within = ""                # places: GeoNames' code of the first-level division, US.TX

    def add(self, text, rule=""):
        text = " ".join(text.split())
        if text and text != self.name and text not in self.aliases:
            self.aliases[text] = rule

    def names(self):
        yield self.name
        yield from self.aliases

    def absorb(self, other):
        """Take over what another row of the same entity knows."""
        for i in other.ids:
            if i not in self.ids:
                self.ids.append(i)
        self.add(other.name, "weak" if "weak" in other.flags else "")
        for text, rule in other.aliases.items():
            self.add(text, rule)
        self.country = self.country or other.country
        self.offices = self.offices | other.offices
        self.state, self.within = self.state or other.state, self.within or other.within
        if not self.lat:
            self.lat, self.lon = other.lat, other.lon
        # a member of Congress stays one, also where Wikipedia's readers make a celebrity of her
        congress = other.subtype == VAGUE and any(i.startswith("bioguide:") for i in self.ids)
        if other.weight > self.weight:
            self.weight = other.weight
            if self.source != "hand" and self.type != "place" and not congress:
                self.subtype = other.subtype
        other.merged = True

    def cells(self):
        ids = sorted_ids(self.ids, self.type)
        seen, aliases = {fold(self.name) + (".") * self.name.count(".")}, []
        for text, rule in self.aliases.items():
            key = fold(text) + "." * text.count(".")
            if key in seen:
                continue
            seen.add(key)
            text = text.replace("|", "\\|")
            aliases.append(text + ("{%s}" % rule if rule else ""))
        return [ids[0], self.type, self.subtype, self.name, "|".join(aliases), self.country, number(self.lat),
                number(self.lon), str(max(1, self.weight)), ",".join(sorted(self.flags)), " ".join(ids[1:]), self.refers_to, self.within]


_ORDER = {"place": ["geonames", "wikidata", "wof", "iso", "ne"],
          "other": ["wikidata", "bioguide", "ror", "cik", "ocd", "enwiki"]}


def sorted_ids(ids, type):
    order = _ORDER["place" if type == "place" else "other"]

    def rank(i):
        prefix = i.split(":")[0]
        return (99 if prefix == "wiretag" else order.index(prefix) if prefix in order else 50), i
    return sorted(dict.fromkeys(ids), key=rank)


def number(value):
    """A coordinate to a hundred metres: no name of a place says more."""
    if value in ("", None):
        return ""
    return ("%.3f" % float(value)).rstrip("0").rstrip(".")


def write(path, rows, comments):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        for line in comments:
            f.write("# %s\n" % line)
        f.write("\t".join(COLUMNS) + "\n")
        for cells in sorted(r.cells() for r in rows):
            f.write("\t".join(cells).rstrip("\t") + "\n")
