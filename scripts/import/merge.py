"""Rows of one entity to one row while the sources are read: by any of its ids, or by name and country. What is left over is
joined by twins.py. Used by build_lists.py and places.py."""
import collections
import re

import rules
from rows import fold


class Index:
    """Finds the row of an entity by any of its ids, or by folded name and country."""

    def __init__(self):
        self.by_id, self.by_name = {}, collections.defaultdict(list)
        self.rows = []

    def put(self, row):
        self.rows.append(row)
        self.note(row)

    def note(self, row):
        for i in row.ids:
            self.by_id.setdefault(i, row)
        for n in row.names():
            bucket = self.by_name[fold(n)]
            if not any(r is row for r in bucket):
                bucket.append(row)

    def known(self, row):
        """The row of the same entity by id, else None."""
        for i in row.ids:
            if i in self.by_id:
                return self.by_id[i]
        return None

    def absorb(self, kept, row):
        kept.absorb(row)
        self.note(kept)


def merge_people(streams, words):
    """Earlier streams are better sources. Same id: same person. Same name and country (or one of them unknown): same person,
    unless two different Wikidata ids say otherwise."""
    index = Index()
    for row in streams:
        row.aliases = {a: "weak" if len(a.split()) == 1 else r for a, r in row.aliases.items()
                       if rules.person_alias_ok(a, words) or row.source == "hand"}
        kept = index.known(row)
        if kept is None:
            same = [r for r in index.by_name[fold(row.name)] if compatible(r, row)]
            if len(same) > 1:
                main = [r for r in same if fold(r.name) == fold(row.name)]
                same = main[:1] if len(main) == 1 else []
            kept = same[0] if len(same) == 1 else None
        if kept is None:
            index.put(row)
        else:
            index.absorb(kept, row)
    return index


def wikidata_of(row):
    return {i for i in row.ids if i.startswith("wikidata:")}


WORLDLY = ("royal", "religious leader", "international official")   # they hold office in several countries' sources


def compatible(a, b):
    worldly = a.source == "hand" and a.subtype in WORLDLY
    if not worldly and a.country and b.country and a.country != b.country \
            and b.country not in a.offices and a.country not in b.offices:
        return False
    for prefix in ("wikidata:", "openfootball:", "ocd:", "bioguide:", "partyfacts:", "enwiki:", "ror:", "openfootball-club:", "cik:"):
        ia, ib = ({i for i in r.ids if i.startswith(prefix)} for r in (a, b))
        if ia and ib and not ia & ib:
            return False
    return True


def merge_orgs(streams):
    index = Index()
    for row in streams:
        if "Branch)" in row.name:
            continue
        row.name = re.sub(r"\s*\([^()]*\)$", "", row.name) or row.name
        kept = index.known(row)
        if kept is None:
            same = [r for r in index.by_name[fold(row.name)] if compatible(r, row)
                    and (r.country == row.country or len(fold(row.name).split()) > 2 or r.source == "hand")]
            kept = same[0] if len(same) == 1 else None
        if kept is None:
            index.put(row)
        else:
            index.absorb(kept, row)
    return index
