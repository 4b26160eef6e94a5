"""Rows of one entity that the readers of the sources could not join: the hand-written "European Union" and ROR's, a company
under its SEC number and under its ISIN. Used by build_lists.py.

Two rows are one entity when their names are equal (legal forms, "The" and "United States"/"U.S." apart), they are of one kind,
no source tells them apart, and something besides the name speaks for it: the country, or for a row without a country that no
third row of the world bears the name. A source tells two rows apart when each has an id of it, and they differ. Persons need
more: the same year of birth, the same office of the same country, or the same state.
"""
import collections
import re

from rows import fold

MOST_NAMESAKES = 5       # a name of more rows is a kind of thing ("Ministry of Health")
_LEGAL = re.compile(r" (inc|incorporated|corp|corporation|company|co|ltd|limited|plc|n\.?v|s\.?a|ag|se|a/s|asa|ab|oyj|llc|lp|spa|gmbh)$")
_PRIVATE = {"football club": "club", "sports team": "club", "party": "party", "armed group": "armed group", "band": "band"}
_PUBLIC = {"government", "government agency", "ministry", "court", "parliament", "public body", "police", "military"}
_LOCAL = _PUBLIC | {"university", "education", "hospital", "archive", "research institute", "organization", "nonprofit"}
CURATED = ("wikidata:", "ror:", "cik:", "partyfacts:", "openfootball:", "openfootball-club:", "ocd:", "bioguide:", "enwiki:",
           "geonames:")       # publishers who give an entity one id


def norm(text, country=""):
    """What is equal in all names of one organization."""
    t = fold(text).replace("&", " and ").replace(",", " ")
    t = re.sub(r"\bunited states( of america)?\b", "us", " ".join(t.split()))
    t = re.sub(r"^the ", "", t)
    for _ in range(2):
        cut = _LEGAL.sub("", t)
        t = cut if len(cut) > 2 else t
    return re.sub(r"^us (?=\w+ \w)", "", t) if country == "US" else t


def bare(text):
    """The name without legal forms, however little is left: "dc" of "DC Co., Ltd."."""
    t, before = " ".join(fold(text).replace(",", " ").split()), ""
    while t != before:
        t, before = _LEGAL.sub("", t), t
    return t


def apart(a, b):
    """True when a source has both rows as two entities."""
    for prefix in CURATED:
        ia, ib = ({i for i in r.ids if i.startswith(prefix)} for r in (a, b))
        if ia and ib and not ia & ib:
            return True
    return False


def one_kind(a, b):
    ka, kb = _PRIVATE.get(a.subtype, ""), _PRIVATE.get(b.subtype, "")
    if ka != kb:
        return False
    schools = [r.subtype in ("university", "education") for r in (a, b)]
    return schools[0] == schools[1] or "company" not in (a.subtype, b.subtype)


def strong_names(row):
    """Further names that say as much as the main name: of several words, or, where the source gives it and not we, one word that is
    no acronym ("Slack" of Slack Technologies)."""
    for text, rule in row.aliases.items():
        if rule != "weak" and (" " in text if row.source == "hand" else " " in text or len(text) >= 4 and not text.isupper()):
            if row.source != "hand" or text in row.given:
                yield text


def better(row):
    return row.source != "hand", -row.weight, not any(i.startswith("wikidata:") for i in row.ids), row.name, row.ids


def plain_company(row):
    """One word is a name only as a company's, and "The National" is another name than "National"."""
    return row.subtype in ("company", "bank", "igo") and not row.name.lower().startswith("the ")


def branch(row):
    """ROR has "Immersion (France)" beside an American Immersion Corporation: one word and no Wikidata id is too little."""
    return any(i.startswith("ror:") for i in row.ids) and not any(i.startswith(("wikidata:", "cik:", "isin:")) for i in row.ids)


def subsidiary(row, group):
    """ROR's "AstraZeneca (Sweden)" beside the hand-written company of another country."""
    return row.source == "ror" and any(r.source == "hand" and r.country and r.country != row.country for r in group)


_FORMS = (("inc", r"inc|incorporated|corp|corporation"), ("ltd", r"ltd|limited|plc"), ("ag", r"ag|se|gmbh"), ("sa", r"s\.?a|n\.?v|spa"))


def legal_form(row):
    """The family of a company's legal form, or ''."""
    return next((family for family, words in _FORMS if re.search(r" (%s)\.?$" % words, row.name, re.I)), "")


def other_legal_forms(rows):
    """"United Breweries Limited" of India is not "United Breweries Co Inc"."""
    return len({legal_form(r) for r in rows} - {""}) > 1


def worldly(row):
    return row.source == "hand" and not row.country


class Joiner:
    """Joins rows into the best of them, and remembers what it did."""

    def __init__(self, rows):
        self.rows, self.gone, self.done = list(rows), set(), []

    def join(self, group, why):
        kept, *others = sorted(group, key=better)
        for row in others:
            self.done.append((why, describe(kept), describe(row)))
            country = kept.country
            if row.source == "hand":
                kept.given = kept.given | row.given
            kept.absorb(row)
            if worldly(kept):
                kept.country = country
            self.gone.add(id(row))

    def left(self):
        return [r for r in self.rows if id(r) not in self.gone]


def describe(row):
    return "%s|%s|%s|%s|%d" % (" ".join(row.ids) or "(hand)", row.subtype, row.name, row.country, row.weight)


def clique(rows):
    return all(one_kind(a, b) and not apart(a, b) for i, a in enumerate(rows) for b in rows[:i])


def join_orgs(rows):
    """(rows, what was joined). Three rounds: the same main name in a country, then main name and further name, then rows
    without a country."""
    joiner = Joiner(rows)
    for further in (False, True):
        buckets = collections.defaultdict(list)
        for row in joiner.left():
            if row.country:
                main, kind = norm(row.name, row.country), _PRIVATE.get(row.subtype, "")
                buckets[main, row.country, kind].append((row, True))
                if further:
                    for k in {norm(n, row.country) for n in strong_names(row)} - {main}:
                        buckets[k, row.country, kind].append((row, False))
        for key in sorted(buckets):
            group = [r for r, _ in buckets[key] if id(r) not in joiner.gone]
            mains = sum(m for r, m in buckets[key] if id(r) not in joiner.gone)
            if 2 <= len(group) <= MOST_NAMESAKES and mains and clique(group) \
                    and (not further or sum(r.source == "hand" for r in group) == 1 or mains > 1):
                joiner.join(group, "further name" if further else "name, country")
    buckets = collections.defaultdict(list)
    for row in joiner.left():
        for k in {norm(row.name), norm(row.name, "US")} if row.country in ("", "US") else {norm(row.name)}:
            buckets[k].append(row)
    for key in sorted(buckets):
        group = [r for r in buckets[key] if id(r) not in joiner.gone]
        group = [r for r in group if not subsidiary(r, group) and (" " in key or not branch(r))]
        countries = {r.country for r in group}
        if 2 <= len(group) <= MOST_NAMESAKES and len(countries - {""}) <= 1 and clique(group) \
                and (" " in key or all(plain_company(r) for r in group)) \
                and not other_legal_forms(group) \
                and not any(r.subtype in _LOCAL for r in group if not r.ids or not worldly(r) and r.country) \
                and not any(r.subtype in _PUBLIC | {"party"} for r in group):
            joiner.join(group, "name")
    return joiner.left(), joiner.done


def lend_ids(rows, lenders):
    """Ids for hand-written rows without one from sources whose rows are not listed themselves. The name must be the hand row's
    main name, or one of its names of several words, and belong to one row on either side."""
    owners, lent = collections.defaultdict(list), []
    for row in rows:
        if row.source == "hand" and not row.ids:
            for k in {norm(row.name)} | {norm(n) for n in strong_names(row) if " " in n}:
                owners[k].append(row)
    for row in lenders:
        found = {id(o): o for n in row.names() for o in owners.get(norm(n), ())
                 if not (row.country and o.country and row.country != o.country)}
        if len(found) == 1:
            owner = next(iter(found.values()))
            if owner.type == row.type and not apart(owner, row) and not set(row.ids) <= set(owner.ids):
                owner.ids += [i for i in row.ids if i not in owner.ids]
                lent.append(("lent", describe(owner), describe(row)))
    return lent


# ---- places -------------------------------------------------------------------------------------------------------

DIVISIONS = ("admin1", "region")       # subtypes that a first-level division may have
_WATER = {"sea", "ocean", "gulf", "strait", "river", "lake"}
_SAME_PLACE = {("district", "district"): 0.15, ("district", "city"): 0.15, ("region", "district"): 0.1, ("island", "admin2"): 0.7,
               ("landmark", "park"): 2, ("park", "landmark"): 2, ("province", "admin1"): 5}       # degrees, at most


def distance(a, b):
    if a.lat == "" or b.lat == "":
        return None
    turn = abs(float(a.lon) - float(b.lon))
    return max(abs(float(a.lat) - float(b.lat)), min(turn, 360 - turn))


def join_places(rows):
    """Hand-written places without an id and the source row at the same spot with the same name."""
    joiner = Joiner(rows)
    found = collections.defaultdict(list)
    for row in rows:
        if row.ids or row.subtype == "park":
            found[fold(row.name)].append(row)
    for row in rows:
        if row.source != "hand" or row.ids or id(row) in joiner.gone:
            continue
        hits = []
        for other in found.get(fold(row.name), ()):
            far = distance(row, other)
            water = row.subtype in _WATER and other.subtype in _WATER
            limit = 30 if water else _SAME_PLACE.get((row.subtype, other.subtype))
            if other is not row and limit and far is not None and far <= limit and (water or row.country == other.country):
                hits.append(other)
        if len(hits) == 1 and id(hits[0]) not in joiner.gone:
            joiner.join([row, hits[0]], "name, spot")
    return joiner.left(), joiner.done


# ---- persons ------------------------------------------------------------------------------------------------------

CONGRESS = 8000
_OFFICE = {"minister", "foreign minister", "head of state or government", "vice president"}


def born(row):
    for i in row.ids:
        m = re.search(r"^openfootball:.*/(\d{4})$", i)
        if m:
            return m.group(1)
    return ""


def same_person(a, b, words):
    """Evidence besides the name."""
    if words.namesakes(a.name) > 0.5:
        return ""
    if born(a) and born(a) == born(b):
        return "year of birth"
    if a.country and a.country == b.country:
        if a.subtype in _OFFICE and b.subtype in _OFFICE:
            return "office"
        if a.country == "US" and all(r.subtype in ("legislator", "senator") and r.weight >= CONGRESS for r in (a, b)) \
                and not apart_but_openstates(a, b):
            return "office"
        if a.state and a.state == b.state and not apart_but_openstates(a, b):
            return "state"
    return ""


def apart_but_openstates(a, b):
    """Open States gives a person a new id with a new office; Wikidata and Congress do not."""
    for prefix in ("wikidata:", "bioguide:", "enwiki:"):
        ia, ib = ({i for i in r.ids if i.startswith(prefix)} for r in (a, b))
        if ia and ib and not ia & ib:
            return True
    return False


def join_people(rows, words):
    joiner = Joiner(rows)
    buckets = collections.defaultdict(list)
    for row in rows:
        buckets[fold(row.name)].append(row)
    for key in sorted(buckets):
        group = buckets[key]
        for i, a in enumerate(group):
            for b in group[:i]:
                if id(a) not in joiner.gone and id(b) not in joiner.gone:
                    why = same_person(a, b, words)
                    if why:
                        joiner.join([a, b], why)
    return joiner.left(), joiner.done
