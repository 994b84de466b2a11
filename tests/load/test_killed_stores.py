"""Real stores behind TLS, killed while they load: what is told, what stays, what nobody sees.

The store is killed when half of the second graph has passed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from built import unavailable
from load.servers import RECIPES, Running, environment, missing_for, running
from load.tls import certificate, tls

FIRST, SECOND = "https://data.example.org/graph/1", "https://data.example.org/graph/2"
SECRET = "open-sesame"
HALF = 4 * 2**20


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Two graphs: ten triples, and some eight megabytes."""
    path = tmp_path / "dump.nq"
    with path.open("w") as file:
        for graph, count in ((FIRST, 10), (SECOND, 60_000)):
            for n in range(count):
                text = f"{n} " + "x" * 70
                file.write(f'<http://a.example/{n}> <http://a.example/p> "{text}" <{graph}> .\n')
    return path


def command_lines() -> Iterator[str]:
    """Yield what the list of processes shows to everybody."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield path.read_text(errors="replace")


@pytest.mark.long
@pytest.mark.parametrize("name", ["oxigraph", "fuseki", "virtuoso"])
def test_a_store_that_is_killed_keeps_the_first_graph_and_tells_no_secret(
    name: str, dump: Path, tmp_path: Path
) -> None:
    recipe = RECIPES[name]
    reason = missing_for(recipe)
    if reason:
        unavailable(reason)
    pem = certificate(tmp_path)
    folder = tmp_path / name
    folder.mkdir()
    shown: list[str] = []

    def load(store: Running, *, deadly: bool) -> subprocess.CompletedProcess[str]:
        def passing(total: int) -> None:
            if total > HALF and not shown:
                shown.extend(command_lines())
                if deadly:
                    os.killpg(store.process.pid, signal.SIGKILL)

        with tls(store.ports[recipe.ports[0]], pem, passing) as port:
            program = Path(sys.executable).with_name("ascc-ld")
            url = f"https://127.0.0.1:{port}{recipe.path}"
            account = recipe.account or {"ASCC_LD_USERNAME": "ada", "ASCC_LD_PASSWORD": SECRET}
            return subprocess.run(
                [program, "load", name, url, "--data", dump, "--retries", "1", "--timeout", "60"],
                env={**environment(), **account, "SSL_CERT_FILE": str(pem)},
                capture_output=True,
                text=True,
                check=False,
                timeout=240,
            )

    with running(name, folder) as store:
        killed = load(store, deadly=True)
    assert killed.returncode == 4, killed.stderr
    assert f"landed     {FIRST}" in killed.stderr
    assert f"failed     {SECOND}: unknown" in killed.stderr
    assert any("ascc-ld" in line for line in shown)
    with running(name, folder) as store:
        again = load(store, deadly=False)
    assert again.returncode == 0, again.stderr
    assert "2 graphs, 60,010 triples read back: identical" in again.stdout
    for text in (*shown, killed.stdout, killed.stderr, again.stdout, again.stderr):
        assert SECRET not in text
