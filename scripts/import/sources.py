"""Readers of the source tables (NAME.tsv.xz) and of the roles they use. Every reader yields Row objects of rows.py."""
import lzma
import os
import re

from rows import Row, fold, is_latin, split_bar
from rules import broken, person_name

HOT = set("SY IQ YE LY UA IL PS LB AF SD SS ET SO ML NG MM GE AM AZ BY TR IR PK ER DJ CF TD NE BF MZ CD VE HT KP CU HK XK BA RS MD".split())


class Sources:
    def __init__(self, folder):
        self.folder = folder

    def table(self, name):
        with lzma.open(os.path.join(self.folder, name + ".tsv.xz"), "rt", encoding="utf-8", newline="\n") as f:
            next(f)
            for line in f:
                yield line.rstrip("\n").split("\t")

    def rows(self, name):
        for c in self.table(name):
            if len(c) >= 10:
                yield c


def norm_id(text):
    if text.startswith("wd:"):
        return "wikidata:" + text[3:]
    if text.startswith("ocd-person/"):
        return "ocd:" + text[4:]
    return text.replace(" ", "_")


def extra_ids(source_cell):
    """Ids that a source names in its last column: 'wof-sy wd:Q1 geonames:2'."""
    return [norm_id(i) for i in re.findall(r"\b(?:wd:Q\d+|geonames:\d+)\b", source_cell)]


def alias_cells(cell, langs=("", "en")):
    """Aliases of a cell whose language mark is one of langs ('' is none); without marks."""
    for part in split_bar(cell):
        m = re.match(r"([a-z]{2,3}(?:[-_][A-Za-z_-]+)?):(?=\S)", part)
        lang = m.group(1) if m else ""
        text = part[m.end():] if m else part
        if lang in langs and is_latin(text):
            yield " ".join(text.split())


def floats(lat, lon):
    try:
        a, b = float(lat), float(lon)
    except ValueError:
        return "", ""
    return ("", "") if abs(a) < 0.001 and abs(b) < 0.001 else (a, b)


# ---- places -------------------------------------------------------------------------------------------------------

def crosswalk(src):
    """(geonames id -> wikidata id, name -> set of (wikidata, geonames)) from the joined concordances."""
    by_geo, by_name = {}, {}
    for c in src.rows("crosswalk-wikidata-geonames"):
        geo = re.search(r"geonames:\d+", c[9])
        if not geo or not c[0].startswith("wd:"):
            continue
        by_geo.setdefault(geo.group(0), set()).add(norm_id(c[0]))
        by_name.setdefault(fold(c[3]), set()).add((norm_id(c[0]), geo.group(0)))
    return {g: min(w) for g, w in by_geo.items() if len(w) == 1}, by_name


def geonames_admin(src):
    for c in src.rows("geonames-admin12"):
        row = Row([c[0]], "place", c[2], c[3], c[5], "", "", c[8] or 0, "geonames")
        for a in alias_cells(c[4]):
            row.add(a)
        yield row


def geonames_cities(src, least, least_hot):
    for c in src.rows("geonames-cities5000"):
        population = int(c[8] or 0)
        if c[2] not in ("capital", "admin1 seat") and population < (least_hot if c[5] in HOT else least):
            continue
        if c[2] == "section of city" and population < 100000:
            continue
        lat, lon = floats(c[6], c[7])
        row = Row([c[0]], "place", {"admin1 seat": "city", "section of city": "district"}.get(c[2], c[2]), c[3], c[5], lat, lon,
                  population, "geonames")
        row.source = c[4]           # the raw aliases: build_lists judges them when all main names are known
        yield row


WOF_KIND = {"locality": "locality", "county": "admin2", "region": "admin1", "neighbourhood": "neighbourhood",
            "marinearea": "sea", "ocean": "ocean", "macroregion": "region", "island": "island"}


def wof(src, code, localities):
    """Who's On First: kinds above locality, and the localities that have a Wikidata id or a population."""
    for c in src.rows("wof-" + code):
        kind = c[2].split(";")[0].strip()
        ids = [c[0]] + extra_ids(c[9])
        population = int(float(c[8] or 0))
        if code == "ye" and population < 1000:
            population = 0              # this source's counts for Yemen are households or worse
        langs = set(re.findall(r"(?:^|\|)([a-z]{2,3}):", c[4])) - {"ar", "und", "uk", "tr"}
        notable = "wd:" in c[9] and (population >= 1000 or code in ("sy", "ps", "iq", "az", "ly")) or population >= 2000 or len(langs) >= (4 if code in ("sy", "ps") else 8)
        if kind == "locality" and not (localities == "all" or notable):
            continue
        lat, lon = floats(c[6], c[7])
        country = c[5] if re.fullmatch(r"[A-Z]{2}", c[5]) and c[5] not in ("XY", "XX", "XZ") else ""
        name = next(iter(alias_cells(c[4], ("en",))), c[3]) if kind != "marinearea" else c[3]
        if fold(name) != fold(c[3]) and name.isupper():
            name = c[3]
        row = Row(ids, "place", WOF_KIND.get(kind, kind), name, country, lat, lon, population, "wof")
        row.add(c[3])
        for a in alias_cells(c[4], ("", "en", "und") if kind == "locality" else ("", "en")):
            if not a.isupper() and len(a) >= 4:
                row.add(a)
        yield row


def natural_earth(src):
    for c in src.rows("natural-earth"):
        if ";" in c[2] and "Island" in c[2]:
            continue
        lat, lon = floats(c[6], c[7])
        row = Row([norm_id(c[0])], "place", c[2], c[3], c[5], lat, lon, int(float(c[8] or 0)), "natural-earth")
        for a in alias_cells(c[4]):
            if "/" not in a and not a.startswith("len:"):
                row.add(a)
        yield row


# ---- persons ------------------------------------------------------------------------------------------------------

ROLE_WEIGHT = [
    (r"\b(president of|prime minister|chancellor of|king of|queen of|emperor|supreme leader|us prez)", 60000, "head of state or government"),
    (r"^president\b", 60000, "head of state or government"),
    (r"viceprez|vice president of the", 40000, "vice president"),
    (r"minister (of|for) foreign|foreign minister|minister (of|for) external|foreign affairs|secretary of state$", 25000, "foreign minister"),
    (r"minister|secretary|chancellor|premier|attorney general", 12000, "minister"),
    (r"ambassador|permanent representative|envoy|diplomat", 8000, "diplomat"),
    (r"us senator|united states senator", 20000, "senator"),
    (r"us representative|united states representative|us-us", 10000, "legislator"),
    (r"governor", 10000, "governor"),
    (r"parliament|duma|deputy|senate|assembly|council of russia|lords|legislator|representative", 4000, "legislator"),
    (r"mayor", 2000, "mayor"),
]


def role(text):
    low = text.lower()
    for pattern, weight, kind in ROLE_WEIGHT:
        if re.search(pattern, low):
            return weight, kind
    return 3000, "politician"


def person(ids, name, subtype, country, weight, aliases=()):
    clean = person_name(name)
    options = [clean] if clean else []
    options += [a for a in map(person_name, aliases) if a]
    if not options:
        return None
    row = Row(ids, "person", subtype, options[0], country, "", "", weight, "")
    for a in aliases:
        row.add(a)
    return row


def politicians(src, all_roles):
    for name in ("peppercat-leaders-2021-2025", "every-politician-scrapers-2022", "cia-world-leaders-2019"):
        for c in src.rows(name):
            weight, kind = role(c[2])
            if not all_roles and "Parliamentary Assembly" in c[2] and kind == "legislator":
                continue
            if name.startswith("every") and "Substitute" in c[2] and kind == "legislator":
                weight = 2000
            if re.search(r"House of Representatives|State Senate|state (senate|house)|General Assembly|House of Delegates", c[2]) \
                    and "United States" not in c[2] and c[5] == "US":
                weight, kind = 500, "state legislator"
            aliases = list(alias_cells(c[4], ("en", "")))
            first = next(iter(alias_cells(c[4], ("en",))), "")
            ids = [norm_id(c[0])]
            # the English label first, when there is one
            row = person(ids, first or c[3], kind, c[5], weight, [a for a in [c[3]] + aliases if is_latin(a)])
            if row:
                yield row


def us_politicians(src, lower_house):
    for c in src.rows("congress-legislators"):
        weight, kind = role(c[2])
        row = person([norm_id(c[0])] + extra_ids(c[9]), c[3], kind, "US", weight, list(alias_cells(c[4])))
        if row:
            yield row
    for c in src.rows("openstates-people"):
        words = c[2].split()
        weight, kind = {"lower": (300, "state legislator"), "upper": (500, "state legislator"), "legislature": (300, "state legislator"),
                        "governor": (10000, "governor"), "mayor": (1500, "mayor")}.get(words[-1], (300, "politician"))
        if c[2].startswith("US-US"):
            weight, kind = 8000, "legislator"
        if weight <= 500 and not lower_house:
            continue
        row = person([norm_id(c[0])] + extra_ids(c[9]), c[3], kind, "US", weight, list(alias_cells(c[4])))
        if row:
            yield row


def celebrities(src):
    """The Pudding's people: weight = page views / 1000, at most 500000. Single words stay weak ("Prince", "Eminem")."""
    for c in src.rows("pudding-people-map"):
        title = c[0].split(":", 1)[1]
        if re.search(r"\((band|group|duo|song|film|album|ship|dog|horse|animal|comics|company)\)", title):
            continue
        views = int(float(c[8] or 0))
        row = person([c[0]], c[3], "celebrity", c[5], min(500000, views // 100), [])
        if row is None and views > 3000000 and not broken(c[3]) and "," not in title and len(c[3]) > 3:
            row = Row([c[0]], "person", "celebrity", c[3], c[5], "", "", min(500000, views // 100), "")
            row.flags.add("weak")
        if row:
            yield row


def footballers(src, born_until):
    for c in src.rows("openfootball-players"):
        if int((re.findall(r"/(\d{4})$", c[0]) or [0])[0]) > born_until:
            continue
        row = person([norm_id(c[0])], c[3], "footballer", c[5], 1000, list(alias_cells(c[4])))
        if row:
            yield row


def phoenix_people(src, names):
    for name in names:
        for c in src.rows(name):
            if c[1] != "PER" or re.search(r"\bUn\b|\bUs\b|Govern|Minist|President|Council|Party|Force", c[3]):
                continue
            row = person([norm_id(c[0])], c[3], "politician", c[5], 1500 if "GOV" in c[2] or "ELI" in c[2] else 800,
                         list(alias_cells(c[4])))
            if row:
                yield row


# ---- organizations -------------------------------------------------------------------------------------------------

def strip_legal(name):
    short = re.sub(r",?\s+(Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|plc|PLC|N\.?V|S\.?A|AG|SE|A/S|ASA|AB|Oyj|LLC|L\.?P|"
                   r"LP|Group|Holdings?|Class [A-C]|Plc|S\.p\.A|Trust)\.?$", "", name)
    return short


def company(ids, name, country, weight, subtype, aliases=()):
    name = re.sub(r"\s*(\((The|Class [A-Z])\)|Class [A-Z]|/\w{2,5}/?)$", "", name)
    shout = [w for w in name.split() if w.isalpha() and w.isupper() and len(w) > 3]
    if len(shout) > 1:
        name = " ".join(w.capitalize() if w in shout else w for w in name.split())
    row = Row(ids, "organization", subtype, name, country, "", "", weight, "")
    for a in aliases:
        if a.startswith("ticker=") or a.isupper() and len(a) > 5 or "," in a or re.search(r"\bON$|\.{2}|%|\d{3}", a):
            continue
        row.add(a)
    short = name
    for _ in range(2):
        cut = strip_legal(short)
        if len(cut) >= 4:
            short = cut
    row.add(short)
    return row


def companies(src, sec_rank, finance_listings):
    for c in src.rows("sp500"):
        yield company([norm_id(c[0])], c[3], c[5], 40000, "company", alias_cells(c[4]))
    for c in src.rows("sec-companies"):
        rank = int(c[8] or 9999)
        if rank <= sec_rank:
            yield company([norm_id(c[0])], c[3], c[5], max(1000, 40000 // (1 + rank // 50)), "company", alias_cells(c[4]))
    for c in src.rows("financedatabase-equities"):
        listings = int(c[8] or 0)
        if listings >= finance_listings and c[5] and re.match(r"[A-Za-z]", c[3]):
            yield company([norm_id(c[0])], c[3], c[5], 300 * listings, "company", alias_cells(c[4]))


def ror(src, kinds, all_education):
    for c in src.rows("ror"):
        words = set(c[2].split(", "))
        ids = [c[0]] + extra_ids(c[9])
        if not (words & kinds) or not any(i.startswith("wikidata") for i in ids) and "funder" not in words:
            continue
        lat, lon = floats(c[6], c[7])
        english = next(iter(alias_cells(c[4], ("en",))), "")
        name = english or c[3]
        name = re.sub(r"\s*\((?:[A-Z][\w .'-]+)\)$", "", name)      # "Toyota Motor Corporation (Japan)"
        subtype = "university" if "education" in words and re.search(r"Universi|College|Institut|Academ|School", name) else \
            "education" if "education" in words else "government" if "government" in words else sorted(words - {"funder"} or {"funder"})[0]
        if subtype == "education" and not all_education:
            continue
        row = Row(ids, "organization", subtype, name, c[5], "", "", 3000 if subtype == "university" else 1500, "ror")
        row.add(re.sub(r"\s*\([A-Z][\w .'-]+\)$", "", c[3]))
        for a in alias_cells(c[4]):
            row.add(a)
        yield row


def parties(src, small):
    for c in src.rows("partyfacts"):
        if "wikidata" not in c[9] and (not c[8] or not small):
            continue
        if re.match(r"(?i)^(other|unknown|technical|independent|invalid|none|blank|no party|alliance|coalition)s?\b", c[3]):
            continue
        share = float(c[8] or 0)
        row = Row([c[0]] + extra_ids(c[9]), "organization", "party", c[3], c[5], "", "", 1000 + int(200 * share), "partyfacts")
        for a in alias_cells(c[4]):
            if "//" not in a and "/" not in a and "(" not in a and len(a) >= 3:
                row.add(a, "weak" if a.isupper() and len(a) <= 5 else "")
        yield row


def clubs(src):
    for c in src.rows("openfootball-clubs"):
        row = Row([norm_id(c[0])], "organization", "football club", c[3], c[5], "", "", 3000, "openfootball")
        for a in alias_cells(c[4]):
            a = re.sub(r"\s*\[[a-z]+\]$", "", a)
            if not re.search(r"\.", a) and len(a) >= 4:
                row.add(a)
        yield row


def brands(src, kinds):
    for c in src.rows("nsi-brands-operators"):
        if not c[0].startswith("wd:") or not re.search(kinds, c[2]):
            continue
        english = next(iter(alias_cells(c[4], ("en",))), "")
        name = english or c[3]
        m = re.search(r"(?:shop|amenity|office|tourism|leisure)/(\w+)", c[2])
        row = Row([norm_id(c[0])], "organization", (m.group(1) if m else "brand").replace("_", " "), name, c[5], "", "", 1500, "nsi")
        row.add(c[3])
        yield row


GROUP = re.compile(r"\b(Army|Armies|Front|Brigades?|Movement|Group|Party|Organi[sz]ation|Liberation|Forces?|Council|Guards?|Jihad|"
                   r"League|Union|Militia|Battalions?|Command|Faction|Cells?|Committee|Revolution\w*|Resistance|Alliance|Coalition|"
                   r"Tigers|Fighters|Mujahid\w*|Mujahed\w*|State|Islamic|Freedom|Defen[cs]e|Martyrs|Soldiers|Partisans|Network|Society|"
                   r"Congress|Warriors|Nation|People'?s|Patriotic|Armed|Path|Commandos?|Rebels|Squads?|Troops|Ansar|Jaish|Lashkar|"
                   r"Hizb|Harakat|Jabhat|Jemaah|Liwa|Jamaat|Hezb|Kataib|Saraya)\b")


def phoenix_orgs(src):
    for c in src.rows("phoenix-international"):
        if c[1] == "ORG" and re.search(r"CAMEO (NGO|MNC|IGO|MED)", c[2]) and len(c[3].split()) > 1 and not re.search(r"\bUn\b|\bUs\b", c[3]):
            kind = {"NGO": "ngo", "MNC": "company", "IGO": "igo", "MED": "media"}[c[2].split()[1][:3]]
            row = Row([norm_id(c[0])], "organization", kind, c[3], c[5], "", "", 1500, "phoenix")
            for a in alias_cells(c[4]):
                if len(a.split()) > 1:
                    row.add(a)
            yield row
    for c in src.rows("phoenix-armed-groups"):
        if c[1] == "ORG" and GROUP.search(c[3]):
            row = Row([norm_id(c[0])], "organization", "armed group", c[3], c[5], "", "", 3000, "phoenix")
            for a in alias_cells(c[4]):
                if GROUP.search(a) and len(a.split()) > 1:
                    row.add(a)
            yield row


BODY = re.compile(r"Ministry|Department|Agency|Authority|Commission|Office|Service|Committee|Inspectorate|Tribunal|Police|"
                  r"Ombudsman|Parliament|Court|Regulat|Museum|County Council|City Council|Borough|Bureau|Bank|Institute|Board of|Centre for")


def public_bodies(src):
    skip = r"Parish|Town Council|Community Council|School|Academy|Surgery|Practice|Dental|Pharmac|Clinic|College|Primary|Nursery|Internal Drainage"
    for c in src.rows("publicbodies"):
        if c[5] not in ("GB", "NZ", "AU", "US", "CA", "IE", "EU", "ZA") or re.search(skip, c[3]):
            continue
        name = re.sub(r"\s*\([^)]*\)$", "", c[3])
        if "," in name or len(name.split()) < 2 or not BODY.search(name):
            continue
        row = Row([norm_id(c[0])], "organization", "public body", name, c[5] if c[5] != "EU" else "", "", "", 1200, "publicbodies")
        for a in alias_cells(c[4]):
            if len(a.split()) > 1 and "," not in a:
                row.add(a)
        yield row


def universities(src):
    for c in src.rows("hipo-universities"):
        if len(c[3].split()) > 1:
            row = Row([norm_id(c[0])], "organization", "university", re.sub(r"\s+", " ", c[3]), c[5], "", "", 1500, "hipo")
            yield row


def sanctioned(src):
    for c in src.rows("ofac-sdn"):
        if c[1] == "ORG" and re.search(r"SDGT|FTO|SYRIA|DPRK|UKRAINE|RUSSIA|IRGC|LEBANON|HAMAS|GLOMAG|BELARUS|VENEZUELA|YEMEN|LIBYA", c[2]):
            name = c[3]
            if len(name.split()) < 2:
                continue
            row = Row([c[0]], "organization", "sanctioned organization", name, c[5], "", "", 800, "ofac")
            for a in alias_cells(c[4]):
                if len(a.split()) > 1:
                    row.add(a)
            yield row
