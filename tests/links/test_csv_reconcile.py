"""The client against an implementation by somebody else: csv-reconcile, from PyPI.

It wants older packages than the tests do, so that it has an environment of its own: put its
command on the path, or name it in the variable CSV_RECONCILE.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from ascc_ld.links.candidates import judged, queries
from ascc_ld.links.entities import chosen
from ascc_ld.links.project_links import ProjectLinks
from ascc_ld.links.reconciliation_service import ReconciliationService
from ascc_ld.links.service_client import service_client
from built import missing
from ports import free_port

PATIENCE = 60.0  # seconds
ITEMS = """\
item\tlabel
Q90000001\tICLEI - Local Governments for Sustainability
Q90000002\tLocal Governments for Democracy
Q90000003\tSan Carlos
Q90000004\tQuezon
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = os.environ.get("CSV_RECONCILE") or shutil.which("csv-reconcile")
    if not command:
        missing("csv-reconcile")
    folder = tmp_path_factory.mktemp("csv-reconcile")
    address = f"127.0.0.1:{free_port()}"
    (folder / "items.tsv").write_text(ITEMS, encoding="utf-8")
    (folder / "settings.py").write_text(
        f'SERVER_NAME = "{address}"\n'
        'CSVKWARGS = {"delimiter": "\\t"}\n'
        'MANIFEST = {"versions": ["0.1", "0.2"], "name": "Items of a table",\n'
        '    "identifierSpace": "http://www.wikidata.org/entity/",\n'
        '    "schemaSpace": "http://www.wikidata.org/prop/direct/"}\n',
        encoding="utf-8",
    )
    init = [command, "init", "--config", "settings.py", "items.tsv", "item", "label"]
    subprocess.run(init, cwd=folder, check=True, capture_output=True, timeout=60)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([command, "serve"], cwd=folder, stdout=log, stderr=log)
        try:
            _wait(address, process)
            yield f"http://{address}/reconcile"
        finally:
            process.terminate()
            process.wait(10)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    host, port = address.split(":")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        assert process.poll() is None, "csv-reconcile ended"
        time.sleep(0.05)
    pytest.fail("csv-reconcile did not start")


def test_is_asked_and_answers(service: str, seen: ProjectLinks) -> None:
    (entity,) = chosen((one.entity for one in seen.entities), ["org/iclei"])
    (covered,) = (one for one in seen.entities if one.entity == entity)
    reconciler = ReconciliationService(service, service_client(retries=0))
    assert reconciler.name() == "Items of a table"
    answers = reconciler.ask(queries(entity, seen.context))
    best, *others = judged(covered, answers, seen.context, 3)
    assert best.candidate.id == "Q90000001"
    assert best.candidate.score == 100
    assert best.reasons[0] == "label equal"
    assert "Q90000001" not in {other.candidate.id for other in others}
