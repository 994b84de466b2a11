"""Suggested links: recorded, not asserted, until somebody accepts or rejects them.

They stand in a file of their own, :data:`FILE`.  Its folder is not read by the build, so that a
suggestion is in no graph.  Accepting one moves its row to the curated table, :data:`CURATED`;
rejecting one moves it there too, negated (``predicate_modifier: Not``), so that it asserts nothing
and is not suggested again.  A score decides nothing on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from importlib.resources import files

from ascc_ld.ground.atomic_files import replace_file
from ascc_ld.ground.faults import AsccError, nearest
from ascc_ld.ground.project import Project
from ascc_ld.links.candidates import JudgedCandidate
from ascc_ld.links.entities import PREFIXES
from ascc_ld.links.wikidata_terms import ENTITY, WIKIDATA
from ascc_ld.reading import sssom
from ascc_ld.reading.sssom import MappingSet, SssomMapping

CURATED = "data/links/wikidata.sssom.tsv"
FILE = "data/links/suggested/wikidata.sssom.tsv"
_SAME = "owl:sameAs"
_TOOL = "ascc-ld"
_FULL_SCORE = 100


class Unacceptable(AsccError):
    """The suggestion does not exist, or it contradicts the curated rows."""


@dataclass(frozen=True)
class Review:
    """Who reviewed a suggestion, on which day (``YYYY-MM-DD``), with a comment and a confidence."""

    reviewer: str = ""
    date: str = ""
    comment: str = ""
    confidence: str = ""


def read(project: Project) -> MappingSet:
    """Return the suggestions of ``project``; an empty set if the file does not exist.

    Raises :class:`~ascc_ld.ground.faults.DataError` for a file that does not read.
    """
    if project.path(FILE).exists():
        return sssom.read(project.read_text(FILE), FILE)
    empty = files("ascc_ld.links").joinpath("suggested.sssom.tsv").read_text(encoding="utf-8")
    return sssom.read(empty.replace("{base}", project.authored_base), FILE)


def add(
    project: Project, found: Iterable[JudgedCandidate], service: str, date: str
) -> tuple[SssomMapping, ...]:
    """Record the candidates that are not yet linked, refused or suggested.

    ``date`` is the day of the search.  Returns the new rows.
    """
    suggested, curated = read(project), _curated(project)
    known = {
        (mapping.subject_id, mapping.object_id)
        for mapping_set in (suggested, curated)
        for mapping in mapping_set.mappings
    }
    rows = [_row(judged, service, date) for judged in found]
    new = tuple(row for row in rows if (row.subject_id, row.object_id) not in known)
    if new:
        _write(project, FILE, _with_prefixes(suggested, project), suggested.mappings + new)
    return new


def accept(project: Project, name: str, review: Review) -> SssomMapping:
    """Move the suggestion called ``name`` to the curated table, reviewed; return its new row.

    Raises :class:`Unacceptable` where the row does not exist, and if the curated table says that
    the entity is another item or that the item is another entity.
    """
    row = _find(read(project), name)
    for other in _curated(project).mappings:
        same = other.asserts_link and row.predicate_id == other.predicate_id == _SAME
        if same and other.subject_id == row.subject_id:
            problem = f"{row.subject_label} is {other.object_id} already"
        elif same and other.object_id == row.object_id:
            problem = f"{row.object_id} is the item of {other.subject_label} ({other.subject_id})"
        else:
            continue
        remedy = f"Reject the suggestion, or take {other.record_id} out of {CURATED} first."
        raise Unacceptable(f"{row.record_id}: {problem}. {remedy}")
    return _move(project, row, _reviewed(row, review))


def reject(project: Project, name: str, review: Review) -> SssomMapping:
    """Move the suggestion called ``name`` to the curated table, negated; return its new row.

    Raises :class:`Unacceptable` if the row does not exist.
    """
    row = _find(read(project), name)
    return _move(project, row, replace(_reviewed(row, review), predicate_modifier="Not"))


def _row(judged: JudgedCandidate, service: str, date: str) -> SssomMapping:
    entity, candidate = judged.entity, judged.candidate
    against = f" Against it: {'; '.join(judged.warnings)}." if judged.warnings else ""
    score = min(max(Decimal(str(candidate.score)) / _FULL_SCORE, Decimal(0)), Decimal(1))
    rounded = score.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return SssomMapping(
        record_id=f"ascc_link:suggested-{entity.kind}-{entity.slug}-{candidate.id.lower()}",
        subject_id=entity.curie,
        subject_label=entity.name,
        predicate_id="skos:closeMatch" if entity.kind == "theme" else _SAME,
        object_id=f"wikidata:{candidate.id}",
        object_label=" ".join(candidate.name.split()),
        mapping_justification="semapv:LexicalMatching",
        object_source=f"wikidata:{WIKIDATA}",
        mapping_tool=_TOOL,
        mapping_tool_version=version("ascc-ld"),
        mapping_date=date,
        match_string=(judged.match_string,) if judged.match_string else (),
        similarity_score=f"{rounded:f}".rstrip("0").rstrip("."),
        similarity_measure=f"score of {service}, divided by 100",
        comment=f"For it: {'; '.join(judged.reasons) or 'the score only'}.{against}",
    )


def _reviewed(row: SssomMapping, review: Review) -> SssomMapping:
    item = row.object_id.partition(":")[2].lower()
    slug = row.record_id.removeprefix("ascc_link:suggested-").removesuffix(f"-{item}")
    slug = slug.partition("-")[2]
    curated = "semapv:MappingReview" if review.reviewer else "semapv:ManualMappingCuration"
    return replace(
        row,
        record_id=f"ascc_link:wikidata-{slug}-{item}",
        mapping_justification=curated,
        reviewer_label=(review.reviewer,) if review.reviewer else (),
        review_date=review.date if review.reviewer else "",
        mapping_date=row.mapping_date if review.reviewer else review.date or row.mapping_date,
        confidence=review.confidence,
        comment=f"{review.comment} {row.comment}".strip(),
    )


def _find(suggested: MappingSet, name: str) -> SssomMapping:
    rows = {row.record_id: row for row in suggested.mappings}
    for wanted in (name, f"ascc_link:{name}", f"ascc_link:suggested-{name}"):
        if wanted in rows:
            return rows[wanted]
    raise Unacceptable(f"{FILE} has no row {name!r}. {nearest(name, rows)}")


def _move(project: Project, row: SssomMapping, moved: SssomMapping) -> SssomMapping:
    suggested, curated = read(project), _curated(project)
    used = {mapping.record_id for mapping in curated.mappings}
    if moved.record_id in used:
        kind = row.record_id.removeprefix("ascc_link:suggested-").partition("-")[0]
        middle = moved.record_id.removeprefix("ascc_link:wikidata-")
        moved = replace(moved, record_id=f"ascc_link:wikidata-{kind}-{middle}")
    # The curated table first: were the second write to fail, a row would stand in both, and
    # a row that stands in the curated table is not suggested again.
    _write(project, CURATED, _with_prefixes(curated, project), (*curated.mappings, moved))
    rest = tuple(mapping for mapping in suggested.mappings if mapping != row)
    if rest:
        _write(project, FILE, suggested, rest)
    else:
        project.path(FILE).unlink()
    return moved


def _curated(project: Project) -> MappingSet:
    # As written, not under the base of a build: what is read here is written back.
    return sssom.read(project.read_text(CURATED), CURATED)


def _with_prefixes(mapping_set: MappingSet, project: Project) -> MappingSet:
    base = project.authored_base
    needed = {
        **{prefix: base + path for prefix, path in PREFIXES.items()},
        "ascc_link": f"{base}link/",
        "wikidata": ENTITY,
    }
    declared = {**needed, **dict(mapping_set.curie_map)}
    return replace(mapping_set, curie_map=tuple(sorted(declared.items())))


def _write(
    project: Project, name: str, mapping_set: MappingSet, mappings: tuple[SssomMapping, ...]
) -> None:
    path = project.path(name)
    text = sssom.write(replace(mapping_set, mappings=mappings))
    sssom.read(text, name)  # what is written must be readable: nothing is replaced otherwise
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text)
