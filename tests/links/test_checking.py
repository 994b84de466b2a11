"""Linked items that are gone, merged or different are named, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ascc_ld.ground.faults import DataError
from ascc_ld.links.checking import LinkCheck, Verdict, check
from ascc_ld.links.entity_data import (
    Gone,
    Item,
    LocalCopy,
    Redirect,
    WebService,
    read_item,
)
from ascc_ld.links.project_links import ProjectLinks
from ascc_ld.links.reports import mismatches_as_csv
from ascc_ld.links.service_client import service_client
from links.servers import Reply, Seen, json_reply, serving
from links.wikidata_copy import documents, entity, statement, written
from looped import looped

BAGUIO, JICA, PUNJAB, PHILIPPINES = "Q1822", "Q958590", "Q4478", "Q928"
MERGED = {
    "entities": {"Q90000001": {"type": "item", "id": "Q90000001", "labels": {}, "claims": {}}}
}
DELETED = {"entities": {JICA: {"id": JICA, "missing": ""}}}


def found(seen: ProjectLinks, folder: Path) -> tuple[LinkCheck, ...]:
    return check(seen.linked(), LocalCopy(folder), seen.context)


def troubles(findings: tuple[LinkCheck, ...]) -> dict[str, tuple[Verdict, str]]:
    return {
        f.item: (f.verdict, "; ".join(f.grounds))
        for f in findings
        if f.verdict is not Verdict.AGREES
    }


@pytest.fixture
def copies(seen: ProjectLinks) -> dict[str, dict[str, Any]]:
    return documents(seen)


def with_claims(copies: dict[str, dict[str, Any]], item: str, **claims: list[str]) -> None:
    held = copies[item]["entities"][item]["claims"]
    for prop, values in claims.items():
        held[prop] = [statement(prop, value) for value in values]


def test_a_copy_that_says_what_we_say_agrees(
    seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    findings = found(seen, written(tmp_path / "copy", copies))
    assert troubles(findings) == {}
    assert len(findings) == sum(bool(link.item) for c in seen.entities for link in c.asserted)


def test_names_exactly_a_redirect_a_deletion_and_a_wrong_country(
    seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    copies[BAGUIO] = MERGED
    copies[JICA] = DELETED
    with_claims(copies, PUNJAB, P17=["Q668"])
    assert troubles(found(seen, written(tmp_path / "copy", copies))) == {
        BAGUIO: (
            Verdict.REDIRECTED,
            "the item was merged into Q90000001, to which it redirects",
        ),
        JICA: (
            Verdict.GONE,
            "the item is deleted or was never there: it is marked as missing",
        ),
        PUNJAB: (
            Verdict.DIFFERS,
            "we say it belongs to Pakistan (Q843), Wikidata says India (Q668)",
        ),
    }


class TestIdentifiersOfOthers:
    """An invalid identifier is reported, and never used in a request."""

    ODD = ("../../admin/secret?x=", "Q1/../../secret", "Q0", "q5", "Q\u0661", "Q1\n")

    @looped("odd", ODD)
    @looped("prop", ["P17", "P31", "P279"])
    def test_as_a_value(self, prop: str, odd: str) -> None:
        document = entity("Q1", "a", {})
        made = statement(prop, "Q1")
        made["mainsnak"]["datavalue"]["value"]["id"] = odd
        document["entities"]["Q1"]["claims"] = {prop: [made]}
        with pytest.raises(ValueError, match="not an identifier of Wikidata"):
            read_item(json.dumps(document).encode(), "Q1")

    @looped("odd", ODD)
    def test_as_the_target_of_a_redirect(self, odd: str) -> None:
        for document in ({"id": odd, "labels": {}}, {"id": "Q1", "redirect": odd}):
            with pytest.raises(ValueError, match="not an identifier of Wikidata"):
                read_item(json.dumps(document).encode(), "Q1")

    def test_over_http_are_reported_and_not_followed(self, seen: ProjectLinks) -> None:
        document = entity(BAGUIO, "Baguio", {"P17": [PHILIPPINES]})
        made = statement("P31", "Q1")
        made["mainsnak"]["datavalue"]["value"]["id"] = "../../admin/secret?x="
        document["entities"][BAGUIO]["claims"]["P31"] = [made]
        with serving(lambda _: json_reply(document)) as server:
            source = WebService(service_client(retries=0), f"{server.url}/")
            (finding,) = check(seen.linked(("place/ph-baguio",)), source, seen.context)
            assert [request.path for request in server.seen] == [f"/{BAGUIO}.json"]
        assert finding.verdict is Verdict.UNREACHABLE
        assert "which is not an identifier of Wikidata" in finding.grounds[0]

    def test_do_not_lead_out_of_the_folder(self, tmp_path: Path) -> None:
        folder = written(tmp_path / "copy", {"Q1": entity("Q1", "a", {})})
        (tmp_path / "secret.json").write_text(json.dumps(entity("Q2", "b", {})), encoding="utf-8")
        with pytest.raises(DataError, match="not the identifier of an item"):
            LocalCopy(folder).item("../secret")

    def test_of_lexemes_and_times_are_no_fault(self) -> None:
        document = entity("Q1", "a", {"P17": ["Q928"]})
        claims = document["entities"]["Q1"]["claims"]
        lexeme = statement("P5137", "Q1")
        lexeme["mainsnak"]["datavalue"]["value"] = {"entity-type": "lexeme", "id": "L12-S1"}
        time = statement("P580", "Q1")
        time["mainsnak"]["datavalue"]["value"] = {"time": "+2024-10-23T00:00:00Z"}
        claims |= {"P5137": [lexeme], "P580": [time]}
        item = read_item(json.dumps(document).encode(), "Q1")
        assert isinstance(item, Item)
        assert item.values == {"P17": ("Q928",), "P5137": (), "P580": ()}


class TestNames:
    def test_another_name_differs(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        labels = copies[BAGUIO]["entities"][BAGUIO]["labels"]
        labels["en"]["value"] = "Douglas Adams"
        assert troubles(found(seen, written(tmp_path / "copy", copies))) == {
            BAGUIO: (
                Verdict.DIFFERS,
                "we call it Baguio, Wikidata calls it Douglas Adams",
            )
        }

    @pytest.mark.parametrize(
        "terms",
        [
            {"labels": {"mul": {"language": "mul", "value": "Baguio"}}, "aliases": {}},
            {"labels": {}, "aliases": {"en": [{"language": "en", "value": "BAGUIO"}]}},
        ],
    )
    def test_an_alias_or_a_default_label_will_do(
        self,
        seen: ProjectLinks,
        copies: dict[str, dict[str, Any]],
        tmp_path: Path,
        terms: dict[str, Any],
    ) -> None:
        copies[BAGUIO]["entities"][BAGUIO] |= terms
        assert troubles(found(seen, written(tmp_path / "copy", copies))) == {}


class TestCountries:
    def test_one_of_several_is_enough(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, BAGUIO, P17=["Q30", PHILIPPINES])
        assert troubles(found(seen, written(tmp_path / "copy", copies))) == {}

    def test_a_deprecated_one_does_not_count(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        claims = copies[BAGUIO]["entities"][BAGUIO]["claims"]
        claims["P17"] = [statement("P17", "Q30"), statement("P17", PHILIPPINES, "deprecated")]
        (verdict, said) = troubles(found(seen, written(tmp_path / "copy", copies)))[BAGUIO]
        assert verdict is Verdict.DIFFERS
        assert said.endswith("Wikidata says Q30")

    def test_a_statement_of_another_is_a_row_for_the_mismatch_finder(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        guid = f"{BAGUIO}$5083e43d-4b3e-4a5c-9d8f-0123456789ab"
        other = f"{BAGUIO}$6083e43d-4b3e-4a5c-9d8f-0123456789ab"
        claims = copies[BAGUIO]["entities"][BAGUIO]["claims"]
        claims["P17"] = [
            {**statement("P17", "Q30"), "id": guid},
            {**statement("P17", PHILIPPINES, "deprecated"), "id": other},
            {**statement("P17", "Q55"), "id": '=HYPERLINK("odd")'},
        ]
        findings = found(seen, written(tmp_path / "copy", copies))
        columns = (
            "item_id,statement_guid,property_id,wikidata_value,meta_wikidata_value,"
            "external_value,external_url,type"
        )
        assert mismatches_as_csv(findings).splitlines() == [
            columns,
            f"{BAGUIO},{guid},P17,Q30,,Philippines,https://w3id.org/ascc/place/ph-baguio,statement",
        ]

    def test_none_is_told_and_no_disagreement(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        del copies[BAGUIO]["entities"][BAGUIO]["claims"]["P17"]
        findings = found(seen, written(tmp_path / "copy", copies))
        assert troubles(findings) == {}
        (baguio,) = (f for f in findings if f.item == BAGUIO)
        assert baguio.notes == ("no country is given",)


class TestClasses:
    def test_are_followed_upwards(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, BAGUIO, P31=["Q90000001"])
        copies["Q90000001"] = entity("Q90000001", "independent city", {"P279": ["Q90000002"]})
        copies["Q90000002"] = entity("Q90000002", "Philippine city", {"P279": ["Q515"]})
        findings = found(seen, written(tmp_path / "copy", copies))
        assert next(f for f in findings if f.item == BAGUIO).notes == ()
        assert troubles(findings) == {}

    def test_that_lead_elsewhere_differ(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, BAGUIO, P31=["Q90000001"])
        copies["Q90000001"] = entity("Q90000001", "song", {"P279": ["Q90000002"]})
        copies["Q90000002"] = entity("Q90000002", "work", {})
        assert troubles(found(seen, written(tmp_path / "copy", copies))) == {
            BAGUIO: (Verdict.DIFFERS, "we say it is a city, Wikidata says Q90000001")
        }

    def test_that_go_in_circles_end(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, BAGUIO, P31=["Q90000001"])
        copies["Q90000001"] = entity("Q90000001", "a", {"P279": ["Q90000002"]})
        copies["Q90000002"] = entity("Q90000002", "b", {"P279": ["Q90000001"]})
        assert set(troubles(found(seen, written(tmp_path / "copy", copies)))) == {BAGUIO}

    def test_that_the_copy_lacks_are_told_and_no_disagreement(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, BAGUIO, P31=["Q90000001"])
        findings = found(seen, written(tmp_path / "copy", copies))
        assert troubles(findings) == {}
        (baguio,) = (f for f in findings if f.item == BAGUIO)
        assert baguio.notes == ("whether its class Q90000001 is below ours could not be told",)

    def test_of_a_place_differ_for_an_organisation(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        with_claims(copies, JICA, P31=["Q515"])
        (_, said) = troubles(found(seen, written(tmp_path / "copy", copies)))[JICA]
        assert said == "we say it is a bilateral agency, Wikidata says city (Q515)"


class TestShapes:
    """The shapes in which Wikidata's services and dumps give an entity."""

    def test_of_the_dumps(self) -> None:
        inner = entity(BAGUIO, "Baguio", {"P31": ["Q515"]})["entities"][BAGUIO]
        item = read_item(json.dumps(inner).encode(), BAGUIO)
        assert item == Item(BAGUIO, {"en": ("Baguio",)}, {"P31": ("Q515",)})

    @pytest.mark.parametrize(
        "document",
        [
            MERGED,
            {"entity": BAGUIO, "redirect": "Q90000001"},
            {"entities": {BAGUIO: {"id": "Q90000001", "labels": {}, "claims": {}}}},
        ],
    )
    def test_of_a_redirect(self, document: dict[str, Any]) -> None:
        item = read_item(json.dumps(document).encode(), BAGUIO)
        assert item == Redirect(BAGUIO, "Q90000001")

    def test_of_an_item_without_claims(self) -> None:
        document = entity(BAGUIO, "Baguio", {})
        document["entities"][BAGUIO]["claims"] = []  # PHP's empty map
        assert isinstance(read_item(json.dumps(document).encode(), BAGUIO), Item)

    def test_of_values_that_are_unknown(self) -> None:
        document = entity(BAGUIO, "Baguio", {})
        unknown = {"mainsnak": {"snaktype": "somevalue", "property": "P17"}, "rank": "normal"}
        document["entities"][BAGUIO]["claims"] = {"P17": [unknown]}
        item = read_item(json.dumps(document).encode(), BAGUIO)
        assert isinstance(item, Item)
        assert item.values == {"P17": ()}

    @looped("text", ["", "<html>", "[]", "{}", '{"entities": {}}', '{"id": "Q1822"}'])
    def test_of_nothing_that_is_known(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            read_item(text.encode(), BAGUIO)


class TestLocalCopy:
    def test_without_any_file_is_a_mistake(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match=r"holds no Q….json"):
            LocalCopy(tmp_path)

    def test_lacks_an_item(self, tmp_path: Path) -> None:
        source = LocalCopy(written(tmp_path / "copy", {BAGUIO: entity(BAGUIO, "Baguio", {})}))
        assert source.item(JICA) == Gone(JICA, f"the copy has no {JICA}.json")

    def test_with_a_spoilt_file_says_which(self, tmp_path: Path) -> None:
        (tmp_path / f"{JICA}.json").write_text("<html>", encoding="utf-8")
        with pytest.raises(DataError, match=rf"{JICA}\.json: is not JSON"):
            LocalCopy(tmp_path).item(JICA)


class TestWebService:
    def checked(self, seen: ProjectLinks, behaviour: Any) -> tuple[LinkCheck, ...]:
        client = service_client(timeout=2, retries=0)
        with serving(behaviour) as server:
            source = WebService(client, f"{server.url}/wiki/Special:EntityData/")
            return check(seen.linked(), source, seen.context)

    def test_is_asked_as_wikidata_is(
        self, seen: ProjectLinks, copies: dict[str, dict[str, Any]]
    ) -> None:
        paths = []

        def behaviour(request: Seen) -> Reply:
            paths.append(request.path)
            item = request.path.removeprefix("/wiki/Special:EntityData/").removesuffix(".json")
            if item == JICA or item not in copies:
                return Reply(404)
            return json_reply(MERGED if item == BAGUIO else copies[item])

        with_claims(copies, PUNJAB, P17=["Q668"])
        found_ = troubles(self.checked(seen, behaviour))
        assert {item: verdict for item, (verdict, _) in found_.items()} == {
            BAGUIO: Verdict.REDIRECTED,
            JICA: Verdict.GONE,
            PUNJAB: Verdict.DIFFERS,
        }
        assert f"/wiki/Special:EntityData/{JICA}.json" in paths
        assert len(paths) == len(set(paths)), "an item is asked for once"

    def test_that_fails_is_left_alone(self, seen: ProjectLinks) -> None:
        asked = []

        def behaviour(request: Seen) -> Reply:
            asked.append(request.path)
            return Reply(503)

        verdicts = {finding.verdict for finding in self.checked(seen, behaviour)}
        assert verdicts == {Verdict.UNREACHABLE}
        assert len(asked) == 3

    def test_that_answers_html_is_not_believed(self, seen: ProjectLinks) -> None:
        page = Reply(200, b"<html>Login</html>", {"Content-Type": "text/html"})
        findings = self.checked(seen, lambda _: page)
        assert {finding.verdict for finding in findings} == {Verdict.UNREACHABLE}
        assert "is not JSON" in findings[0].grounds[0]
