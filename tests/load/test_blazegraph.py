"""Blazegraph, embedded, takes ``ascc.trig`` whole and answers every example that asks it alone.

Its server does not start on Java 17; it reads files with the same parsers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from built import dist, quads
from java_packages import java
from queries.answers import difference

PATIENCE = 300.0  # seconds


@pytest.mark.long
def test_blazegraph_takes_trig_and_answers_the_examples(tmp_path: Path) -> None:
    examples = [e for e in read_examples(default_project()) if "SERVICE" not in e.text]
    asked = {e.name: tmp_path / f"{e.name}.rq" for e in examples}
    for example in examples:
        asked[example.name].write_text(example.text, "utf-8")
    files = (str(dist() / "ascc.trig"), *map(str, asked.values()))
    said = java("blazegraph", "Blazegraph.java", *files, timeout=PATIENCE)
    assert f"quads: {len(quads('ascc.nq'))}\n" in said
    differing = {
        example.name: found
        for example in examples
        if (
            found := difference(
                example,
                Answer(
                    example.form,
                    Path(f"{asked[example.name]}.answer").read_bytes(),
                    {},
                ),
            )
        )
    }
    assert differing == {}
