"""General rules that keep harmful names out of the lists. No rule names a single entity: they look at what kind of word
a name is. Word knowledge: ordinary-words.txt (how prose writes a word), words-ambiguous (nouns and verbs that are no
places), words-en-frequency (only to decide: none of its text is shipped), and the first names of the people lists."""
import collections
import functools
import os
import re
import unicodedata

from rows import fold, is_latin, split_alias, split_bar  # noqa: F401 (split_* for build_lists)

HERE = os.path.dirname(os.path.abspath(__file__))
BIG_PLACE = 1000000      # a place of this size keeps its name strong even when it is an English word
KNOWN_PLACE = 200000     # ... when it is only somebody's first or last name
SMALL_PLACE = 50000      # a smaller place whose name is an English word is dropped
VILLAGE, SHORT = 1000, 5
FAMOUS = 30000           # persons of this weight make small places with their surname weak ("Putin", a village)
SMALL_CITY = 15000       # ... a smaller place with the first or last name of any listed person is weak

ROMAN = re.compile(r"^[IVXLC]+$")
_TITLES = re.compile(r"^(president|prime minister|king|queen|gen\.?|general|dr\.?|mr\.?|mrs\.?|ms\.?|sir|sheikh|minister|"
                     r"foreign|former|secretary|ambassador|prince|princess|pope|lord|lady|baroness|baron|hon\.?|col\.?|"
                     r"colonel|capt\.?|lt\.?|maj\.?|adm\.?|rep\.?|sen\.?|deputy|vice|chief|senator|governor|u\.?n\.?)\s", re.I)


Use = collections.namedtuple("Use", "alone where inside lower")
NEVER = Use(0, 0, 0, 0)


class Words:
    def __init__(self, ambiguous_rows, frequency_rows):
        self.ordinary, self.zipf = set(), {}
        with open(os.path.join(HERE, "ordinary-words.txt"), encoding="utf-8") as f:
            self.ordinary.update(w.strip() for w in f if not w.startswith("#"))
        for cells in frequency_rows:
            try:
                self.zipf[cells[0]] = float(cells[1])
            except (IndexError, ValueError):
                continue
        for cells in ambiguous_rows:
            term, kind = cells[0].lower(), cells[1] if len(cells) > 1 else ""
            if " " in term or len(term) < 3 or "acronym" in " ".join(cells):
                continue
            if kind.startswith("stop") or re.search(r"noun$|verb$|adj$|month|bodypart|animal|food|person\.label|enum|directional|sport", kind):
                if self.zipf.get(term, 0) >= 2.5:
                    self.ordinary.add(term)
        self.first, self.last, self.people = collections.Counter(), collections.Counter(), 0
        self.famous = set()
        self.uses = {}
        with open(os.path.join(HERE, "name-use.tsv"), encoding="utf-8") as f:
            for line in f:
                if not line.startswith("#"):
                    name, *counts = line.rstrip("\n").split("\t")
                    self.uses[name] = Use(*map(int, counts))

    def use(self, name):
        """How news prose uses a name (count_names.py)."""
        return self.uses.get(fold(name), NEVER)

    def namesakes(self, name):
        """How many of the listed persons one expects to bear this full name, were first and last names independent."""
        parts = fold(name).split()
        return self.first[parts[0]] * self.last[parts[-1]] / max(1, self.people) if len(parts) > 1 else 0

    def learn_people(self, rows):
        """Counts first and last words of person names (once per entity)."""
        for row in rows:
            words = row.name.split()
            if len(words) >= 2 and is_latin(row.name):
                self.first[fold(words[0])] += 1
                self.last[fold(words[-1])] += 1
                self.people += 1
                if row.weight >= FAMOUS:
                    self.famous.add(fold(words[-1]))

    def is_ordinary(self, word):
        return fold(word) in self.ordinary or word.lower() in self.ordinary

    def is_personal(self, word, bearers=6):
        """A first name or surname with that many bearers."""
        w = fold(word)
        return self.first[w] >= bearers or self.last[w] >= bearers


def words_of(text):
    return [w for w in re.split(r"[\s\-‐–/]+", text) if w]


@functools.lru_cache(maxsize=None)
def broken(text):
    """Names that no list should carry."""
    if not is_latin(text) or len(text) > 120:
        return True
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 or sum(c.isdigit() for c in text) > len(letters):
        return True
    return bool(re.search(r"[=%{}<>\[\]\\|;@]|https?:|\bunknown\b|\bN/A\b|^\(|\($", text)) or text.count("(") != text.count(")")


def place_alias_ok(text, words):
    """Alternative names of GeoNames: 'Kiev' and 'Big Apple' stay; 'YXU', 'Landon', 'lun dun' and 'Most' go."""
    if broken(text) or len(text) < 4 or not text[0].isupper() or text.isupper() or any(c.isdigit() for c in text):
        return False
    parts = words_of(text)
    if "," in text or "(" in text or " i " in text:
        return False
    if len(parts) == 1:
        w = fold(text)
        if words.is_ordinary(w) or words.is_personal(w):
            return False
        return 2.2 <= words.zipf.get(w, 0) < 5
    return "-" not in text and all(words.zipf.get(fold(p), 0) >= 2.8 and p[0].isupper() for p in parts) and not all(words.is_ordinary(p) or words.is_personal(p) for p in parts)


def near(a, b, limit=2):
    """Edit distance of two folded names up to limit: 'idleb' and 'idlib'."""
    if a[:1] != b[:1] or abs(len(a) - len(b)) > limit or min(len(a), len(b)) < 5:
        return False
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1] <= (1 if len(a) < 7 else limit)


def measured_place(name, population, words):
    """What news prose says about a place name: '', 'weak', or None where it is too rare to tell."""
    use = words.use(name)
    if use.alone + use.inside + use.lower < (3 if population < SMALL_PLACE else 6) or population >= BIG_PLACE:
        return None
    if use.lower > use.alone or use.inside > 2 * use.alone:
        return "weak"           # a word; a part of other names ("Bolton")
    if use.alone >= 8 and use.where < use.alone / (20 if population < KNOWN_PLACE else 40):
        return "weak"           # nobody is ever in it ("Toyota")
    if use.alone >= 8 and use.where >= use.alone / 5 and not words.is_ordinary(name):
        return ""               # ("in March" is no place)
    return None


def judge_place(name, population, words):
    """'', 'weak' or 'drop' for the main name of a place."""
    if broken(name) or len(fold(name)) < 2:
        return "drop"
    parts = words_of(name)
    if len(fold(name)) <= 2:
        return "weak" if population >= SMALL_PLACE else "drop"
    if len(fold(name)) <= 3 and population < 500000:
        return "weak" if population >= 5000 else "drop"
    measured = measured_place(name, population, words)
    if measured == "weak" and population < SMALL_PLACE and all(words.is_ordinary(p) for p in parts):
        return "drop"
    if measured is not None:
        return measured
    if fold(name) in words.famous and population < KNOWN_PLACE:
        return "weak"
    if all(words.is_ordinary(p) for p in parts):
        return "" if population >= BIG_PLACE else "weak" if population >= SMALL_PLACE else "drop"
    if len(parts) == 1 and words.is_personal(name, 1 if population < SMALL_CITY else 6):
        return "" if population >= KNOWN_PLACE else "weak"
    if len(parts) == 1 and population < 100000 and words.zipf.get(fold(name), 0) >= 4.2:
        return "weak"           # too common a word for so small a place
    if len(parts) == 1 and population < VILLAGE and len(fold(name)) <= SHORT:
        return "weak"           # such short names are also persons, words of other languages, acronyms
    if len(parts) == 2 and population < SMALL_PLACE and words.first[fold(parts[0])] >= 12 and words.last[fold(parts[1])] >= 5:
        return "weak"           # "Santo Domingo" style places that read as a person
    return ""


def judge_place_alias(name, population, words):
    """'' or 'weak' for a further name of a place."""
    if fold(name) in words.famous and population < BIG_PLACE or population < VILLAGE and len(fold(name)) <= SHORT:
        return "weak"
    return measured_place(name, min(population, BIG_PLACE - 1), words) or ""


def judge_org(name, words, place_names, weight):
    """'', 'weak' or 'drop' for a name of an organization."""
    if broken(name) or len(fold(name)) < 2:
        return "drop"
    parts, use = words_of(name), words.use(name)
    if weight < 20000 and use.alone + use.inside + use.lower >= 6 and (use.lower > use.alone or len(parts) == 1 and use.inside > 3 * use.alone):
        return "weak" if weight >= 1000 else "drop"
    if len(parts) == 1:
        if len(fold(name)) < 3:
            return "drop" if weight < 30000 else "weak"
        if words.is_ordinary(name) or fold(name) in place_names or words.is_personal(name):
            return "weak" if weight >= 1000 else "drop"
        if name.isupper() and len(name) <= 3:
            return "weak"
        if len(name) <= 4 and not name.isupper() or words.zipf.get(fold(name), 0) >= 4:
            return "weak"
        if use.alone >= 8 and use.where > use.alone / 4:
            return "weak"       # a place
        return "" if weight >= 2000 else "weak"
    if all(words.is_ordinary(p) for p in parts) and len(parts) == 2:
        return "weak" if weight < 20000 else ""
    if fold(name) in place_names or (len(parts) == 2 and words.first[fold(parts[0])] >= 12 and words.last[fold(parts[1])] >= 5):
        return "weak"
    return ""


_ARABIC = set("SY IQ YE LY PS LB JO EG SA AE OM QA BH KW DZ TN MA MR SD IR AF PK IL EH DJ SO TD".split())
_NO_MARKS = _ARABIC - set("DZ TN MA DJ TD".split())       # ... where French is not written beside Arabic: no marks at all
_ENGLISH = set("US GB AU CA NZ IE ZA JM IN SG PH".split())      # countries whose own spelling stands
_TRANSLITERATION = {0x304, 0x323, 0x331, 0x32e, 0x324}     # macron, dots and lines below: no newspaper prints them


def plain(name, country):
    """The name as newspapers print it: without the marks of scholarly transliteration. "I\u2018z\u0101z" gives "Izaz", while "Kütahya" and
    "São Paulo" stay."""
    drop = _TRANSLITERATION if country != "VN" else ()        # Vietnamese writes a dot below
    out = "".join(c for c in unicodedata.normalize("NFD", name) if ord(c) not in drop and not (country in _NO_MARKS and unicodedata.combining(c)))
    out = unicodedata.normalize("NFC", out).strip('" ')
    out = re.sub("[\u2018\u2019`\u02bc\u02bb\u02bf\u02be\u00b4\u2032]", "'", out)
    if country in _ARABIC:
        out = out.replace("'", "")
    return out[:1].upper() + out[1:] if out[:1].islower() and not re.match(r"(al|el|la|le|de|da|les|los|las|ash|as|an|ar|at|az|s|t|l)[ '-]", out) else out


# Words for a division in the languages of the lists, and what English says instead. \1 is the name.
_DIVISION = [(re.compile(p), to) for p, to in (
    (r"Quận (\d+)", r"District \1"),
    (r"(?:Huyện|Quận|Amphoe|Okres|Politischer Bezirk|Bezirk|Srŏk|Muang|Daïra d[eu]|Daïra d'|Daïra) ?(.*\D.*)", r"\1 District"),
    (r"(.+) (?:Rayon|İlçesi|Tumani|Audany|Gun)", r"\1 District"),
    (r"Kabupaten (.+)", r"\1 Regency"),
    (r"Shahrestan-e (.+)", r"\1 County"),
    (r"(?:Municipio de los|Municipio de la|Municipio del|Municipio de|Municipio|Gemeente|Obshtina|Općina|Bashkia) (.+)", r"\1 Municipality"),
    (r"(.+) (?:Kommune|novads)", r"\1 Municipality"),
    (r"(.+) (?:pagasts|vald)", r"\1 Parish"),
    (r"Comuna (.+)", r"\1 Commune"),
    (r"Departamento (?:de la|del|de) (.+)", r"\1 Department"),
    (r"Departamento (.+)", r"\1 Department"),
    (r"Prov[ií]ncia (?:de la|del|de|di) (.+)", r"Province of \1"),
    (r"Prov[ií]ncia (.+)", r"Province of \1"),
    (r"Province (?:de la|du|des|de) (.+)", r"\1 Province"),
    (r"Cantón (?:de )?(.+)", r"\1 Canton"),
    (r"(?:Thị xã|Thị Xã|Thành phố|Thành Phố|Oraş|Municipiul|Grad|Kota|Gorodskoy Okrug) (.+)", r"\1"))]


def division_name(name):
    """The English name of a division: "Karesi District" for "Karesi İlçesi"."""
    for pattern, to in _DIVISION:
        m = pattern.fullmatch(name)
        if m:
            return m.expand(to)
    return name


def news_name(row, official, words, taken):
    """The name of a place that English news writes: the form that news prose uses most, among its own name, the official English
    forms and those of its other names that are spellings of the same word; where news never uses any, the official form, else
    its own. Always without marks of transliteration."""
    own = plain(row.name, row.country)
    forms = [plain(n, row.country) for n in official if not broken(n) and not taken(n)]
    best, most = forms[0] if forms else own, 0
    spelled = [plain(a, row.country) for a in row.aliases if row.country not in _ENGLISH and near(fold(own), fold(a), 3)]
    for form in [own] + forms + spelled:
        use = words.use(form)
        score = (use.alone + use.inside) * (2 if form == own or form in forms else 1)
        if form not in (own, *forms) and (taken(form) or words.is_ordinary(form) or words.is_personal(form) or form.isupper() or not form[0].isupper()):
            continue
        if use.where and score > most and fold(form) != fold(best) or form == best and score > most:
            best, most = form, score
    return best


def person_name(text):
    """A clean person name or ''."""
    text = " ".join(text.replace("’", "'").split())
    text = re.sub(r"\s*\([^)]*\)$", "", text)
    while _TITLES.match(text):
        text = _TITLES.sub("", text, count=1)
    if not text.isupper():          # "Omar al-BASHIR"
        text = re.sub(r"(?<=-)\w{4,}|\w{4,}(?=-)", lambda m: m.group().capitalize() if m.group().isupper() else m.group(), text)
    parts = text.split()
    if text.isupper():
        parts = [w.capitalize() for w in parts]
    elif len(parts) > 1 and any(len(w) > 3 and w.isupper() and w.isalpha() for w in parts):
        # "ERDOĞAN Recep Tayyip": the family name in capitals; in front it goes to the end
        family = [w for w in parts if len(w) > 1 and w.isupper()]
        given = [w for w in parts if w not in family]
        parts = given + [w.capitalize() for w in family]
    text = " ".join(parts)
    if broken(text) or len(parts) < 2 or "," in text or any(c.isdigit() for c in text) or len(parts) > 7:
        return ""
    if not parts[0][0].isupper() and parts[0].lower() not in ("al", "el", "de", "van", "von", "di", "da", "ibn", "bin", "abu"):
        return ""
    return text


def person_alias_ok(text, words):
    """Only aliases with a first name: 'J. Smith', 'Smith, J.' and single words go."""
    clean = person_name(text)
    return bool(clean) and clean == text and not re.match(r"^([A-Z]\.?)+\s", text) and not re.search(r"\s[A-Z]\.?$", text) \
        and not all(words.is_ordinary(p) for p in text.split())
