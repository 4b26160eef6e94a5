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

import admin_centres
import hand
import rules
import sources as S
import twins
from rows import Row, fold, sorted_ids, write

SMALL_CITY = 50000
NEWSWORTHY = 2000
MOST_NAMESAKES = 2       # villages without a population: where more of a country share a name, no id could be right


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


# ---- places -------------------------------------------------------------------------------------------------------

def build_places(src, words, joined):
    geo_wd, cross_names, labels = S.crosswalk(src)
    index, lists, misc = Index(), collections.defaultdict(list), []

    def put(row, list_name):
        for i in list(row.ids):
            if i in geo_wd and not wikidata_of(row):
                row.ids.append(geo_wd[i])
        row.list = list_name
        if row.source != "hand":
            row.aliases = {a: r or rules.judge_place_alias(a, row.weight, words) for a, r in row.aliases.items()}
        index.put(row)

    admin = list(S.geonames_admin(src))
    country_ids = {r.country: r for r in admin if r.subtype == "country"}
    for row, adjective in hand.countries():
        source = country_ids.get(row.country)
        if source:
            row.ids = list(source.ids)
            row.weight = source.weight
        if not row.ids:
            row.ids = ["iso:" + row.country]
        if row.country in ("AX HK MO PR GL GU BM FK FO GI IM JE GG AI AW AS KY CW GF PF GP MQ NC RE YT VG VI BL MF SX TC WF "
                           "CK NU TK NF CC CX PN SH PM IO TF GS UM SJ MP MS BQ AQ").split():
            row.subtype = "territory"
        put(row, "places-countries.tsv")
        if adjective:
            adjective.refers_to = "@" + row.name
            adjective.list = "misc-nationalities.tsv"
            misc.append((adjective, row))
    state_centre = {(fold(n), r.country): (r.lat, r.lon) for r in S.natural_earth(src) if r.subtype == "admin1" for n in r.names()}
    for r in admin:
        if r.subtype == "admin1":
            r.lat, r.lon = state_centre.get((fold(r.name), r.country), ("", ""))
    town_centre = admin_centres.centres(src.folder)
    for r in admin:
        if r.lat == "" and r.subtype in ("admin1", "admin2"):
            r.lat, r.lon = town_centre.get(r.ids[0], ("", ""))
    states = {fold(r.name): r for r in admin if r.subtype == "admin1" and r.country == "US"}
    for row, adjective in hand.us_states():
        source = states.pop(fold(row.name), None)
        if source:
            row.ids, source.merged, row.weight = list(source.ids), True, 3000000
            row.aliases = {**row.aliases}
        put(row, "places-regions.tsv")
        if adjective:
            adjective.list = "misc-nationalities.tsv"
            misc.append((adjective, row))

    for row in hand.blocks("places.txt", "place"):
        join_hand_place(row, admin, cross_names, src)
        put(row, "places-world.tsv")

    cities = list(S.geonames_cities(src))
    local = {}                         # GeoNames id -> Who's On First's English names
    villages = [r for code in WOF for r in S.wof(src, code)]
    for r in villages:
        if r.given:
            for i in r.ids:
                if i.startswith("geonames:"):
                    local.setdefault(i, sorted(r.given, key=lambda n: (n != r.name, n)))
    main_names = {}                    # folded main name -> the weight of its greatest bearer
    for r in admin + index.rows + cities:
        weight = max(r.weight, 30000) if r.subtype == "admin1" or r.list else r.weight
        main_names[fold(r.name)] = max(main_names.get(fold(r.name), 0), weight)
    english = english_names(src)
    for row in sorted(cities, key=lambda r: (-r.weight, r.ids)):
        raw, row.source = row.source, "geonames"
        rename_place(row, raw, english, local, labels, words, main_names)
        verdict = rules.judge_place(row.name, row.weight, words)
        if row.subtype == "capital" and verdict:
            verdict = "weak"
        if verdict == "drop" or index.known(row):
            continue
        if verdict:
            row.flags.add(verdict)
        for a in city_aliases(row, raw, english, words, main_names):
            row.add(a)
        put(row, "places-cities.tsv")
    for row in admin:
        if row.merged or row.subtype == "country" or index.known(row):
            continue
        row.name = rules.plain(row.name, row.country)
        if row.subtype == "admin2":
            row.name = rules.division_name(row.name)
        admin_aliases(row)
        weight = 500000 if row.subtype == "admin1" else 20000
        verdict = rules.judge_place(row.name, 90000 if row.subtype == "admin1" else 5000, words)
        if verdict == "drop" or len(row.name) > 60:
            continue
        if not verdict and row.subtype == "admin2" and len(row.name.split()) == 1 and len(fold(row.name)) <= rules.SHORT:
            verdict = "weak"            # "Émpa", a district, and Empa, a laboratory
        if verdict:
            row.flags.add(verdict)
        if row.subtype == "admin2" and twin(index, row):
            continue
        row.weight = row.weight or weight
        put(row, "places-regions.tsv" if row.subtype == "admin1" else "places-districts.tsv")
    natural_and_wof(src, villages, words, index, put, main_names)
    borrow_coordinates(index)
    index.rows, done = twins.join_places(index.rows)
    lent = twins.lend_ids(index.rows, [r for r in S.wikipedia_titles(src) if r.type == "place"])
    joined += done + lent
    note_divisions(index.rows, *admin_centres.divisions(src.folder))
    for row in index.rows:
        lists[row.list].append(row)
    return index, lists, misc


def note_divisions(rows, code_of, id_of):
    """Which first-level division a place lies in: GeoNames' code, which the division's own row has too; its id where the row could
    be taken for the division itself."""
    for row in rows:
        code = next((code_of[i] for i in row.ids if i in code_of), "")
        if code and row.subtype not in ("country", "territory"):
            mistakable = row.subtype in twins.DIVISIONS and id_of.get(code) not in row.ids
            row.within = id_of.get(code, "") if mistakable else code


WOF = ("sy", "iq", "ye", "ps", "ly", "ua", "tr", "az")


def rename_place(row, raw, english, local, labels, words, main_names):
    """Puts the name that news uses first; the old one stays as an alias."""
    official = [n for i in row.ids for n in local.get(i, ())]
    for i in row.ids:
        official += [a for a in english.get(i, []) if isinstance(a, str)][:1]
    for lat, lon, names in english.get((fold(row.name), row.country), []):
        if abs(float(lat) - float(row.lat)) < 0.5 and abs(float(lon) - float(row.lon)) < 0.5:
            official += names[:1]
    official += [labels[i] for i in row.ids if i in labels]
    for a in rules.split_bar(raw):
        if S.is_latin(a) and "," not in a and "(" not in a:
            row.add(a)
    name = rules.news_name(row, official, words, lambda n: taken(n, row, main_names))
    row.aliases = {}
    if fold(name) != fold(row.name):
        row.aliases[row.name] = ""
    row.name = name


def english_names(src):
    """GeoNames/Wikidata id -> English names (natural-earth, Who's On First)."""
    found = collections.defaultdict(list)
    for row in S.natural_earth(src):
        for i in row.ids:
            if i.startswith("wikidata:"):
                found[i].extend(row.names())
        if row.lat != "":
            found[(fold(row.name), row.country)].append((row.lat, row.lon, list(row.names())))
    return found


def taken(name, row, main_names):
    """True when another place of some size has this name as its main name."""
    return fold(name) != fold(row.name) and main_names.get(fold(name), 0) > row.weight // 20


def city_aliases(row, raw, english, words, main_names):
    out = []
    for i in row.ids:
        out += [a for a in english.get(i, []) if isinstance(a, str) and not rules.broken(a)]
    for lat, lon, names in english.get((fold(row.name), row.country), []):
        if abs(float(lat) - float(row.lat)) < 0.5 and abs(float(lon) - float(row.lon)) < 0.5:
            out += [n for n in names if not rules.broken(n) and not taken(n, row, main_names)]
    mine = fold(row.name)
    extra = []
    for a in raw.split("|"):
        if fold(a) == mine or not rules.place_alias_ok(a, words) or taken(a, row, main_names):
            if not (row.country in S.HOT and a[:1].isupper() and S.is_latin(a) and not a.isupper() and rules.near(mine, fold(a))
                    and not taken(a, row, main_names) and not words.is_ordinary(a) and not words.is_personal(a)):
                continue
            extra.append((1, a))
        else:
            extra.append((0, a))
    small = row.weight < (1000000 if row.country in ("US", "GB", "AU", "CA", "NZ", "IE") else 100000)
    extra = [(k, a) for k, a in extra if not small or (row.country in S.HOT and k == 1 and (len(a) >= 6 or row.weight >= SMALL_CITY))
             or (" " in a and fold(row.name) in fold(a))]
    extra = sorted(extra, key=lambda p: (p[0], -words.zipf.get(fold(p[1]), 0), p[1]))
    limit = 8 if row.weight >= 500000 else 5 if row.weight >= 50000 else 3
    seen = {mine}
    picked = [a for a in out if fold(a) not in seen and len(a) > 3 and (not words.is_ordinary(a) or len(a.split()) > 1)
              and not re.match(re.escape(row.name) + r"[ -]", a) and "-" not in a.replace("al-", "")]
    for _, a in extra:
        if len(picked) >= limit:
            break
        picked.append(a)
    if row.name.endswith(" City") and row.weight >= 1000000:
        picked.append(row.name[:-5])
    return picked


_ADMIN_HEAD = re.compile(r"^(.*?)\s+(Governorate|Province|Region|Oblast|County|Voivodeship|Prefecture|District|Department|"
                         r"Parish|Municipality|State|Canton|Division|Republic|Region|Emirate|Muhafazat)$")


def admin_aliases(row):
    """'Idlib Governorate' is also 'Idlib' (weak: the city is more likely), 'Idlib Province' and 'Idlib province'."""
    m = _ADMIN_HEAD.match(row.name)
    if m and row.subtype == "admin1" and len(m.group(1)) > 3:
        stem = m.group(1)
        row.add(stem, "weak")
        for head in {"Governorate": ("Province",), "Oblast": ("Region",), "Voivodeship": ("Province",)}.get(m.group(2), ()):
            row.add(stem + " " + head)
    elif row.subtype == "admin1" and row.country in ("SY", "IQ", "YE", "AF", "TR", "CN", "PK", "ET", "SD", "CD", "MZ", "AR", "KH", "TH", "VN", "PH",
                                                     "CA", "IR", "SA", "LA", "ES", "IT", "NL", "BE", "CU", "DO", "PG", "ZA", "ZM"):
        row.add(re.sub(r"( Sheng| Shi)$", "", row.name) + " Province")
    elif row.subtype == "admin1" and row.country in ("NG", "IN", "MX", "BR", "VE", "MY", "MM", "SS", "SD", "AU"):
        row.add(row.name + " State")


_DISTRICT_HEAD = re.compile(r"^(Municipio (de |del )?|Município d[eo] |Circunscrição d[eo] |Distrito de |Departamento de |Partido de )|"
                            r"( Shi| Barrio| Qu| Xian| Diqu| District| Municipality| Commune| Parish)$")


def twin(index, row):
    """An admin2 with the name of a listed city of its country adds nothing but doubt."""
    stems = (row.name, _DISTRICT_HEAD.sub("", row.name))
    return row.name.endswith((" Barrio", " Shi")) or any(
        r.country == row.country and r.list == "places-cities.tsv" for n in stems for r in index.by_name.get(fold(n), []))


def join_hand_place(row, admin, cross_names, src, cache={}):
    """Ids for a hand-written place: admin1 of its country by name, else a unique row of the concordances or natural-earth."""
    if not cache:
        for a in admin:
            if a.subtype == "admin1":
                cache.setdefault(("admin1", fold(a.name), a.country), []).append(a)
        for r in S.natural_earth(src):
            cache.setdefault(("ne", fold(r.name), ""), []).append(r)
        for r in S.wof(src, "xy"):
            cache.setdefault(("wof", fold(r.name), ""), []).append(r)
    big = row.subtype in ("continent", "ocean", "sea", "gulf", "strait", "region", "lake", "disputed islands")
    if row.country:
        for name in row.names():
            hits = cache.get(("admin1", fold(name), row.country), [])
            if len(hits) == 1 and row.subtype in ("region", "province"):
                row.ids, hits[0].merged = list(hits[0].ids), True
                row.subtype = "admin1" if row.subtype == "province" else row.subtype
                return
    kind = "wof" if row.subtype in ("ocean", "sea", "gulf", "strait") else "ne"
    hits = [h for h in cache.get((kind, fold(row.name), ""), []) if close(h, row)]
    if len(hits) == 1 and (kind == "wof" or hits[0].subtype == "disputed area"):
        row.ids = list(hits[0].ids)
        for a in hits[0].aliases:
            if kind == "wof" and not rules.broken(a):
                row.add(a)
        return
    hits = cross_names.get(fold(row.name), set())
    if len(hits) == 1 and row.subtype == "continent":
        wd, geo = next(iter(hits))
        row.ids = [geo, wd]


def close(a, b):
    if a.lat == "" or b.lat == "":
        return False
    return abs(float(a.lat) - float(b.lat)) < 9 and abs(float(a.lon) - float(b.lon)) < 12


def natural_and_wof(src, villages, words, index, put, main_names):
    for row in S.wof(src, "xy"):
        if not index.known(row) and row.subtype in ("sea", "ocean") and len(row.name.split()) > 1:
            row.aliases = {a: r for a, r in row.aliases.items() if not rules.broken(a) and len(a.split()) > 1}
            row.weight = row.weight or 50000
            if rules.judge_place(row.name, 60000, words) == "":
                put(row, "places-world.tsv")
    for row in S.natural_earth(src):
        if row.subtype == "park":
            row.name = re.sub(r"\bNP$", "National Park", row.name)
            row.name = re.sub(r"\bNM$", "National Monument", row.name)
            if " " in row.name and row.name.split()[-1] in ("Park", "Monument", "Preserve", "Seashore") and row.name not in main_names:
                row.ids, row.aliases, row.country, row.weight = [], {}, row.country or "US", 30000
                put(row, "places-world.tsv")
    namesakes = collections.Counter((fold(r.name), r.country) for r in villages if r.subtype == "locality")
    for row in villages:
        if row.subtype not in ("locality", "admin1", "admin2", "region"):
            continue
        kept = index.known(row)
        if kept is None:
            kept = near_twin(index, row)
        if kept is not None:
            for i in row.ids:
                if i not in kept.ids and not (i.startswith("wikidata:") and wikidata_of(kept)):
                    kept.ids.append(i)
            if kept.lat == "":
                kept.lat, kept.lon = row.lat, row.lon
            good = [a for a in row.names() if wof_alias_ok(a, words, main_names) and (len(a) >= 6 or kept.weight >= SMALL_CITY)]
            stem = fold(kept.name).split()[0]
            for a in good[:6]:
                if kept.subtype not in ("admin1", "admin2") or stem in fold(a) or rules.near(fold(kept.name), fold(a)):
                    kept.add(a)
            continue
        if row.subtype != "locality" or not row.weight and namesakes[fold(row.name), row.country] > MOST_NAMESAKES:
            continue
        name = rules.news_name(row, sorted(row.given, key=lambda n: (n != row.name, n)), words, lambda n: taken(n, row, main_names))
        row.aliases = {a: "" for a in [row.name] + list(row.aliases)[:12] if fold(a) != fold(name) and wof_alias_ok(a, words, main_names)}
        row.aliases = dict(list(row.aliases.items())[:5 if row.weight else 2])
        row.name = name
        verdict = rules.judge_place(row.name, row.weight or 500, words)
        if verdict == "drop" or len(fold(row.name)) < 4 or any(c.isdigit() for c in row.name):
            continue
        if verdict or (not row.weight and len(row.name.split()) == 1 and len(row.name) < 5):
            row.flags.add("weak")
        row.weight = row.weight or 500
        row.subtype = "village" if row.weight < 20000 else "city"
        put(row, "places-localities.tsv")


def wof_alias_ok(a, words, main_names):
    return not rules.broken(a) and len(a) >= 5 and a[0].isupper() and not a.isupper() and main_names.get(fold(a), 0) < 5000 and "(" not in a and "," not in a \
        and not words.is_ordinary(a) and not words.is_personal(a)


def near_twin(index, row):
    for r in index.by_name.get(fold(row.name), []):
        if r.country == row.country and r.lat != "" and row.lat != "" and r.list == "places-cities.tsv" \
                and abs(float(r.lat) - float(row.lat)) < 0.15 and abs(float(r.lon) - float(row.lon)) < 0.15:
            return r
    return None


def borrow_coordinates(index):
    """First-level divisions have no position in their source: take that of the most populous listed city with their name, if any
    in the country; else leave it empty."""
    for row in index.rows:
        if row.lat != "" or row.subtype not in ("admin1", "admin2") or not row.country:
            continue
        best = None
        for n in row.names():
            for r in index.by_name.get(fold(n), []):
                if r.country == row.country and r.lat != "" and r.list == "places-cities.tsv" and r.weight >= 50000 \
                        and (best is None or r.weight > best.weight):
                    best = r
        if best is not None and row.subtype == "admin1":
            row.lat, row.lon = best.lat, best.lon


# ---- the rest ------------------------------------------------------------------------------------------------------

def judge_orgs(index, words, place_names):
    good = []
    for row in index.rows:
        if row.source == "hand":
            row.aliases = {a: r or ("" if a in row.given else rules.judge_org(a, words, place_names, 1500)) for a, r in row.aliases.items()}
            row.aliases = {a: r for a, r in row.aliases.items() if r != "drop" and (a in row.given or len(a) > 3 or len(a.split()) > 1)}
            good.append(row)
            continue
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
        good.append(row)
    return good


ORG_LIST = {"company": "orgs-companies.tsv", "university": "orgs-universities.tsv", "education": "orgs-universities.tsv",
            "party": "orgs-parties.tsv", "football club": "orgs-football.tsv", "armed group": "orgs-armed-groups.tsv",
            "government": "orgs-public.tsv", "public body": "orgs-public.tsv", "ngo": "orgs-international.tsv",
            "igo": "orgs-international.tsv", "hospital": "orgs-research.tsv", "nonprofit": "orgs-research.tsv", "archive": "orgs-research.tsv",
            "research institute": "orgs-research.tsv", "organization": "orgs-research.tsv", "media": "orgs-international.tsv"}


def build_orgs(src, words, place_names, joined):
    def streams():
        for row in hand.blocks("organizations.txt", "organization"):
            row.given = frozenset(row.names())
            yield row
        yield from S.companies(src)
        yield from S.ror(src)
        yield from S.parties(src)
        yield from S.clubs(src)
        yield from S.phoenix_orgs(src)
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
    """An id that two rows claim stays with the first list (places before persons before organizations); a second row whose
    main id is taken is merged into the first when the type is the same, else it goes on without that id."""
    owner = {}
    rank = {"places-countries.tsv": 0, "places-world.tsv": 1, "places-cities.tsv": 2, "places-regions.tsv": 3}
    for name in sorted(lists, key=lambda n: (n[:2] != "pl", rank.get(n, 9), n)):
        kept = []
        for row in sorted(lists[name], key=lambda r: (-r.weight, r.ids, r.name)):
            taken_ids = [i for i in row.ids if i in owner]
            if taken_ids and taken_ids[0] == sorted_ids(row.ids, row.type)[0] and owner[taken_ids[0]].type == row.type:
                first = owner[taken_ids[0]]
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
