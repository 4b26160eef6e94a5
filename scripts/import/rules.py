"""General rules that keep harmful names out of the lists. No rule names a single entity: they look at what kind of word
a name is. Word knowledge: ordinary-words.txt (how prose writes a word), words-ambiguous (nouns and verbs that are no
places), words-en-frequency (only to decide: none of its text is shipped), and the first names of the people lists."""
import collections
import os
import re

from rows import fold, is_latin, split_alias, split_bar  # noqa: F401 (split_* for build_lists)

HERE = os.path.dirname(os.path.abspath(__file__))
BIG_PLACE = 1000000      # a place of this size keeps its name strong even when it is an English word
KNOWN_PLACE = 200000     # ... when it is only somebody's first or last name
SMALL_PLACE = 50000      # a smaller place whose name is an English word is dropped

ROMAN = re.compile(r"^[IVXLC]+$")
_TITLES = re.compile(r"^(president|prime minister|king|queen|gen\.?|general|dr\.?|mr\.?|mrs\.?|ms\.?|sir|sheikh|minister|"
                     r"foreign|former|secretary|ambassador|prince|princess|pope|lord|lady|baroness|baron|hon\.?|col\.?|"
                     r"colonel|capt\.?|lt\.?|maj\.?|adm\.?|rep\.?|sen\.?|deputy|vice|chief|senator|governor|u\.?n\.?)\s", re.I)


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
        self.first, self.last = collections.Counter(), collections.Counter()

    def learn_people(self, rows):
        """Counts first and last words of person names (once per entity)."""
        for row in rows:
            words = row.name.split()
            if len(words) >= 2 and is_latin(row.name):
                self.first[fold(words[0])] += 1
                self.last[fold(words[-1])] += 1

    def is_ordinary(self, word):
        return fold(word) in self.ordinary or word.lower() in self.ordinary

    def is_personal(self, word):
        """A common first name or surname."""
        w = fold(word)
        return self.first[w] >= 6 or self.last[w] >= 6


def words_of(text):
    return [w for w in re.split(r"[\s\-‐–/]+", text) if w]


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


def judge_place(name, population, words):
    """'', 'weak' or 'drop' for the main name of a place."""
    if broken(name) or len(fold(name)) < 2:
        return "drop"
    parts = words_of(name)
    if len(fold(name)) <= 2:
        return "weak" if population >= SMALL_PLACE else "drop"
    if len(fold(name)) <= 3 and population < 500000:
        return "weak"
    if all(words.is_ordinary(p) for p in parts):
        return "" if population >= BIG_PLACE else "weak" if population >= SMALL_PLACE else "drop"
    if len(parts) == 1 and words.is_personal(name):
        return "" if population >= KNOWN_PLACE else "weak"
    if len(parts) == 1 and population < 100000 and words.zipf.get(fold(name), 0) >= 4.2:
        return "weak" if words.zipf[fold(name)] < 5.2 else "drop"       # too common a word for so small a place
    if len(parts) == 2 and population < SMALL_PLACE and words.first[fold(parts[0])] >= 12 and words.last[fold(parts[1])] >= 5:
        return "weak"       # "Santo Domingo" style places that read as a person
    return ""


def judge_org(name, words, place_names, weight):
    """'', 'weak' or 'drop' for a name of an organization."""
    if broken(name) or len(fold(name)) < 2:
        return "drop"
    parts = words_of(name)
    if len(parts) == 1:
        if len(fold(name)) < 3:
            return "drop" if weight < 30000 else "weak"
        if words.is_ordinary(name) or fold(name) in place_names or words.is_personal(name):
            return "weak" if weight >= 1000 else "drop"
        if name.isupper() and len(name) <= 3:
            return "weak"
        if len(name) <= 4 and not name.isupper() or words.zipf.get(fold(name), 0) >= 4:
            return "weak"
        return "" if weight >= 2000 else "weak"
    if all(words.is_ordinary(p) for p in parts) and len(parts) == 2:
        return "weak" if weight < 20000 else ""
    if fold(name) in place_names or (len(parts) == 2 and words.first[fold(parts[0])] >= 12 and words.last[fold(parts[1])] >= 5):
        return "weak"
    return ""


def person_name(text):
    """A clean person name or ''."""
    text = " ".join(text.replace("’", "'").split())
    text = re.sub(r"\s*\([^)]*\)$", "", text)
    while _TITLES.match(text):
        text = _TITLES.sub("", text, count=1)
    if text.isupper():
        text = " ".join(w.capitalize() for w in text.split())
    parts = text.split()
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
