"""What the data card promises, checked: fields, ids, splits, near-copies, balance."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rubrics.corpus import DOMAINS, HERE, LANGUAGES, Line, read
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES

FIELDS = tuple(Line.__dataclass_fields__)
CHOICES = {
    "lang": LANGUAGES,
    "domain": DOMAINS,
    "split": ("train", "test"),
    "role": ("agent", "customer"),
    "register": ("formal", "neutral", "familiar"),
    "style": ("written", "spoken"),
}
NEAR_COPY = 0.72
"""Jaccard similarity of character 4-grams from which two lines count as copies of each other."""
SHORT = 24
"""Lines shorter than this many characters may recur ("thank you, goodbye"): people do say the same short things."""


def faults(lang: str) -> list[str]:
    """Return one sentence for each broken promise in the files of one language."""
    return [*_bad_rows(lang), *_bad_splits(lang), *_copies(lang)]


def balance(lang: str) -> str:
    """Return the counts of one language as a table: positives, hard negatives and cue-less lines per move and split."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for line in read(lang):
        total.update(
            [line.role, f"{line.role} {line.split}", line.style, f"{line.role} none" if not line.moves else ""]
        )
        for move in line.moves:
            counts[line.role, move].update([line.split, "no cue" if not line.cue else "cue"])
        for move in line.near:
            counts[line.role, move].update([f"near {line.split}"])
    shown = ", ".join(f"{name} {number}" for name, number in sorted(total.items()) if name)
    table = [f"{'move':22}{'train':>7}{'test':>6}{'no cue':>8}{'near train':>12}{'near test':>11}"]
    wanted = [("agent", move) for move in AGENT_MOVES if move not in TIMED_MOVES]
    for key in wanted + [("customer", move) for move in CUSTOMER_MOVES]:
        row = counts[key]
        numbers = f"{row['train']:7}{row['test']:6}{row['no cue']:8}{row['near train']:12}{row['near test']:11}"
        table.append(f"{key[1] + (' (c)' if key[0] == 'customer' else ''):22}{numbers}")
    return "\n".join([shown, *table])


def _bad_rows(lang: str) -> Iterator[str]:
    seen: set[str] = set()
    for path in sorted((HERE / lang).glob("*.jsonl")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.parent.name}/{path.name}:{number}"
            try:
                row = json.loads(raw)
            except ValueError as error:
                yield f"{where}: not JSON ({error})"
                continue
            yield from (f"{where}: {fault}" for fault in _row_faults(row, path.parent.name, path.stem))
            if row.get("id") in seen:
                yield f"{where}: the id {row['id']} stands twice"
            seen.add(row.get("id"))


def _row_faults(row: dict[str, object], lang: str, domain: str) -> Iterator[str]:
    if tuple(row) != FIELDS:
        yield f"fields are {list(row)}, should be {list(FIELDS)}"
        return
    if (row["lang"], row["domain"]) != (lang, domain):
        yield f"says {row['lang']}/{row['domain']}, lies in {lang}/{domain}"
    yield from (f"{key} is {row[key]!r}" for key, allowed in CHOICES.items() if row[key] not in allowed)
    if not re.fullmatch(rf"{lang}-{domain}-\d{{3}}-\d{{2}}", str(row["id"])) or not str(row["id"]).startswith(
        str(row["situation"]) + "-"
    ):
        yield f"id {row['id']} does not fit situation {row['situation']}"
    if not isinstance(row["position"], int | float) or not 0 <= row["position"] <= 1:
        yield f"position {row['position']!r} is not a number from 0 to 1"
    if not isinstance(row["cue"], bool) or not str(row["text"]).strip():
        yield "cue is not true or false, or the text is empty"
    yield from _label_faults(row)


def _label_faults(row: dict[str, object]) -> Iterator[str]:
    known = CUSTOMER_MOVES if row["role"] == "customer" else AGENT_MOVES
    moves, near = row["moves"], row["near"]
    if not isinstance(moves, list) or not isinstance(near, list):
        yield "moves and near must be lists"
        return
    yield from (f"there is no {row['role']} move {move!r}" for move in [*moves, *near] if move not in known)
    if len(moves) > 3 or len(set(moves)) < len(moves):
        yield f"moves {moves}: three different ones at most"
    if both := set(moves) & set(near):
        yield f"{sorted(both)} is both made and only near"


def _bad_splits(lang: str) -> Iterator[str]:
    for line in _readable(lang):
        wanted = "test" if int(line.situation.rpartition("-")[2]) % 5 == 0 else "train"
        if line.split != wanted:
            yield f"{line.id}: should be {wanted}, as every fifth situation is held back"


def _readable(lang: str) -> Iterable[Line]:
    try:
        return list(read(lang))
    except (ValueError, TypeError, KeyError):
        return []


def _copies(lang: str) -> Iterator[str]:
    """Find lines too alike, through the 4-grams they share, rarest first."""
    lines = [line for line in _readable(lang) if len(line.text) >= SHORT]
    grams = [_grams(line.text) for line in lines]
    often = Counter(gram for found in grams for gram in found)
    bucket: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(grams):
        # Two sets with Jaccard J share at least one of their rarest (1 - J) share of grams: only those are compared.
        rare = sorted(found, key=lambda gram: (often[gram], gram))[: int(len(found) * (1 - NEAR_COPY)) + 1]
        rivals = {other for gram in rare for other in bucket[gram]}
        for other in sorted(rivals):
            alike = len(found & grams[other]) / len(found | grams[other])
            if alike >= NEAR_COPY:
                yield f"{lines[index].id} is nearly {lines[other].id} ({alike:.2f}): {lines[index].text!r}"
        for gram in rare:
            bucket[gram].append(index)


def _grams(text: str) -> frozenset[str]:
    plain = " ".join(re.findall(r"\w+", text.lower()))
    return frozenset(plain[start : start + 4] for start in range(len(plain) - 3))
