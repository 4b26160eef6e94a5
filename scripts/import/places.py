"""Places: countries, states, cities, districts, villages, seas and landmarks from GeoNames, Who's On First, Natural Earth and the
hand-written lists. Used by build_lists.py."""
import collections
import re

import admin_centres
import hand
import rules
import sources as S
import twins
from merge import Index, wikidata_of
from rows import fold

SMALL_CITY = 50000
MOST_NAMESAKES = 2       # villages without a population: where more of a country share a name, no id could be right


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
