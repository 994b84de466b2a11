"""What the command line shows of links, candidates and findings: sentences, tables, JSON."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence

from ascc_ld.ground.json_text import json_text
from ascc_ld.ground.printable import terminal_columns
from ascc_ld.links.candidates import JudgedCandidate
from ascc_ld.links.checking import LinkCheck, Mismatch, Verdict
from ascc_ld.links.entities import Entity, EntityLinks, LinkRow

_COLUMNS = (
    "entity",
    "kind",
    "name",
    "predicate",
    "modifier",
    "object",
    "object_label",
    "justification",
    "confidence",
    "evidence",
)
_TABLE = ("entity", "predicate", "object", "justification", "confidence", "evidence")
_COUNTED = {Verdict.AGREES: "in agreement", Verdict.DIFFERS: "different"}
_NARROWEST = 20  # columns left for evidence and identifiers, however narrow the terminal


def as_json(entities: Iterable[EntityLinks]) -> str:
    """Return entities and links as JSON, an object for each entity."""
    return json_text(
        [
            {
                "entity": one.entity.curie,
                "iri": one.entity.iri,
                "kind": one.entity.kind,
                "name": one.entity.name,
                "linked_to_wikidata": bool(one.items),
                "links": [
                    {
                        **{key: _cells(one.entity, link)[key] for key in _COLUMNS[3:]},
                        "iri": link.target,
                        "record": link.row.record_id,
                        "asserted": link.row.asserts_link,
                    }
                    for link in one.links
                ],
            }
            for one in entities
        ]
    )


def as_tsv(entities: Iterable[EntityLinks]) -> str:
    """Return a line for each link, and one for each entity that has none."""
    lines = ["\t".join(_COLUMNS)]
    lines += ["\t".join(cells[column] for column in _COLUMNS) for cells in _rows(entities)]
    return "".join(f"{line}\n" for line in lines)


def as_table(entities: Iterable[EntityLinks], *, fitted: bool) -> str:
    """Return the links in columns, ``fitted`` to the width of the terminal or whole.

    In a fitted table the evidence takes what the others leave; long identifiers are cut where it
    is too little.
    """
    rows = list(_rows(entities))
    widths = {c: max([len(c), *(terminal_columns(row[c]) for row in rows)]) for c in _TABLE}
    gaps = 2 * (len(_TABLE) - 1)
    columns = shutil.get_terminal_size((120, 24)).columns
    for column in ("evidence", "entity") if fitted else ():
        others = sum(width for name, width in widths.items() if name != column) + gaps
        widths[column] = max(min(widths[column], columns - others), _NARROWEST)
    header = {column: column for column in _TABLE}
    return "\n".join(
        "  ".join(_padded(row[column], widths[column]) for column in _TABLE).rstrip()
        for row in (header, *rows)
    )


def candidates_as_json(results: Iterable[tuple[Entity, Sequence[JudgedCandidate]]]) -> str:
    """Return the candidates as JSON, an object for each entity."""
    return json_text(
        [
            {
                "entity": entity.curie,
                "name": entity.name,
                "note": entity.note,
                "candidates": [
                    {
                        "item": judged.candidate.id,
                        "name": judged.candidate.name,
                        "description": judged.candidate.description,
                        "score": judged.candidate.score,
                        "for": list(judged.reasons),
                        "against": list(judged.warnings),
                        "linked": judged.linked,
                        "refused": judged.refused,
                    }
                    for judged in all_
                ],
            }
            for entity, all_ in results
        ]
    )


def candidates_as_text(
    results: Sequence[tuple[Entity, Sequence[JudgedCandidate]]], service: str
) -> str:
    """Return the candidates as sentences, each with what speaks for it and against it."""
    lines = [f"{service}: {len(results)} asked for. Nothing is linked by a score."]
    for entity, all_ in results:
        lines += ["", f"{entity.name} ({entity.curie})"]
        if entity.note:
            lines.append(f"  note: {entity.note}")
        lines += [line for judged in all_ for line in _candidate_lines(judged)]
        if not all_:
            lines.append("  no candidate")
    return "\n".join(lines)


def findings_as_json(findings: Iterable[LinkCheck]) -> str:
    """Return all findings as JSON, in the order of the entities."""
    return json_text(
        [
            {
                "entity": finding.entity.curie,
                "name": finding.entity.name,
                "item": finding.item,
                "record": finding.record,
                "verdict": str(finding.verdict),
                "grounds": list(finding.grounds),
                "notes": list(finding.notes),
            }
            for finding in findings
        ]
    )


def findings_as_text(findings: Sequence[LinkCheck], *, every: bool) -> str:
    """Return a sentence for each link in trouble (with ``every``, for each), and the counts."""
    shown = [str(f) for f in findings if every or f.verdict is not Verdict.AGREES]
    counts = Counter(finding.verdict for finding in findings)
    told = ", ".join(f"{counts[v]} {_COUNTED.get(v, v)}" for v in Verdict if counts[v])
    untold = sum(bool(finding.notes) for finding in findings)
    note = f" {untold} could not be compared in full: see --all." if untold else ""
    total = f"{len(findings)} link{'' if len(findings) == 1 else 's'} checked"
    return "\n".join([*shown, f"{total}: {told or 'none'}.{note}"])


def mismatches_as_csv(findings: Iterable[LinkCheck]) -> str:
    """Return the statements that say otherwise as a file for Wikidata's Mismatch Finder."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(Mismatch._fields)
    rows.writerows(mismatch for finding in findings for mismatch in finding.mismatches)
    return written.getvalue()


def _candidate_lines(judged: JudgedCandidate) -> list[str]:
    candidate = judged.candidate
    said = f": {candidate.description}" if candidate.description else ""
    state = " [linked]" if judged.linked else " [rejected before]" if judged.refused else ""
    lines = [f"  {candidate.score:6.1f}  {candidate.id}  {candidate.name}{said}{state}"]
    lines += [f"            + {reason}" for reason in judged.reasons]
    return lines + [f"            ! {warning}" for warning in judged.warnings]


def _rows(entities: Iterable[EntityLinks]) -> Iterable[dict[str, str]]:
    for one in entities:
        for link in one.links or (None,):
            yield _cells(one.entity, link)


def _cells(entity: Entity, link: LinkRow | None) -> dict[str, str]:
    row = link.row if link else None
    return {
        "entity": entity.curie,
        "kind": entity.kind,
        "name": entity.name,
        "predicate": row.predicate_id if row else "",
        "modifier": row.predicate_modifier if row else "",
        "object": (f"not {row.object_id}" if row.predicate_modifier else row.object_id)
        if row
        else "none yet",
        "object_label": row.object_label if row else "",
        "justification": row.mapping_justification.removeprefix("semapv:") if row else "",
        "confidence": row.confidence if row else "",
        "evidence": " ".join(row.comment.split()) if row else "",
    }


def _padded(text: str, width: int) -> str:
    while terminal_columns(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - terminal_columns(text))
