"""The letters of company names that a source gives in capitals, or title-cased from capitals ("Itt Inc.", "Mcdonalds Corp",
"ELI LILLY & Co"). How the other sources write a word decides; where none does, what kind of word it is. Used by sources.py."""
import collections
import re

_SMALL = set("of the and for in on at by de du des la le del da do y et".split())
_LEGAL = {"inc": "Inc", "corp": "Corp", "co": "Co", "ltd": "Ltd", "llc": "LLC", "lp": "LP", "llp": "LLP", "plc": "plc", "nv": "NV",
          "sa": "SA", "ag": "AG", "se": "SE", "ab": "AB", "asa": "ASA", "spa": "SpA", "kgaa": "KGaA", "bv": "BV", "usa": "USA",
          "us": "US", "uk": "UK", "adr": "ADR", "sab": "SAB", "cv": "CV", "tbk": "Tbk", "pt": "PT", "sarl": "SARL", "oyj": "Oyj"}
_LETTERS_APART = ((r"\bN V$", "NV"), (r"\bA S$", "A/S"), (r"\bS A$", "SA"), (r"\bS A B\b", "SAB"), (r"\bL P$", "LP"), (r"\bP L C$", "plc"))
# "/de/", "\MN\", and "Inc. de": the state of a company of the same name
_STATE = re.compile(r"\s*[/\\]\s*(?:\w{2,5}\s*[/\\]?)?$|((?i:\b(?:inc|corp|co)\.?)) [a-z]{2}$")
LEAST_VOTES = 2          # names of other sources


class Casing:
    def __init__(self, names, words):
        """names: of sources that write as newspapers do. words: rules.Words."""
        self.votes = collections.defaultdict(collections.Counter)
        self.words = words
        for name in names:
            if name.isupper():
                continue
            for i, word in enumerate(name.split()):
                w = word.strip(",.()")
                if i and w.islower() or not w:
                    continue
                self.votes[w.lower()][w] += 1

    def usual(self, word):
        """How other sources write a word, or ''."""
        forms = {f: n for f, n in self.votes.get(word.lower(), {}).items() if f[0].isupper()}
        if not forms:
            return ""
        best = max(forms, key=lambda f: (forms[f], f))
        return best if forms[best] >= LEAST_VOTES else ""

    def word(self, word, first):
        core = word.strip(",.()")
        low = core.lower()
        if not low or not low[0].isalpha() or "." in core:
            return word
        if low in _SMALL and not first:
            new = low
        elif low in _LEGAL and not first:
            new = _LEGAL[low]
        elif self.usual(core):
            new = self.usual(core)
        elif "-" in core:
            new = "-".join(self.word(p, first) for p in core.split("-"))
        elif re.fullmatch(r"mc[a-z]{3,}", low):
            new = "Mc" + low[2:].capitalize()
        elif re.fullmatch(r"o'[a-z]{3,}", low):
            new = "O'" + low[2:].capitalize()
        elif len(low) > 1 and not re.search(r"[aeiouy]", low) or len(low) == 3 and self.words.zipf.get(low, 0) < 2.5 and not self.words.is_ordinary(low):
            new = core.upper()
        else:
            new = low[:1].upper() + low[1:]
        return word.replace(core, new)

    def name(self, name, shouted):
        """The name as a newspaper writes it. shouted: the source gave all of it in capitals."""
        name = _STATE.sub(r"\1", name)
        parts = name.split()
        if not shouted:         # single words in capitals: of more than four letters they are seldom acronyms
            long = [w for w in parts if len(w) > 4 and w.strip(",.").isalpha() and w.isupper()]
            loud = [w for w in parts if w in long or len(long) > 1 and len(w) > 3 and w.isupper() or long and w.strip(",.") == "INC"]
            return " ".join(self.word(w, w == parts[0]) if w in loud and self.usual(w.strip(",.")) != w else w for w in parts)
        if len(parts) == 1 and len(name) <= 4:
            return name
        name = " ".join(self.word(w, i == 0) for i, w in enumerate(parts))
        for pattern, to in _LETTERS_APART:
            name = re.sub(pattern, to, name)
        return name
