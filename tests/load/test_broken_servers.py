"""A real Oxigraph whose disk fills, and one that is killed while it loads."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load.connection import open_store
from ascc_ld.load.faults import Trace
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.loading import Loader, LoadFault
from ascc_ld.load.store import GraphStore
from built import unavailable
from load.servers import RECIPES, Running, missing_for, running

OLD, NEW = "https://data.example.org/graph/1", "https://data.example.org/graph/2"


@pytest.fixture(autouse=True)
def _installed() -> None:
    reason = missing_for(RECIPES["oxigraph"])
    if reason:
        unavailable(reason)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB.

    Making one takes the right of Linux to administer the system, which root has on a machine and
    not in most containers.  A CI run that has the right must make it.
    """
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "ascc-ld-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0 and os.environ.get("CI") == "true" and may_mount():
        pytest.fail(f"mount: {mounted.stderr.decode(errors='replace')}")
    if mounted.returncode != 0:
        pytest.skip("no right to mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def may_mount() -> bool:
    """Tell whether this process has CAP_SYS_ADMIN (capabilities(7), linux/capability.h)."""
    status = Path("/proc/self/status")
    found = re.search(r"^CapEff:\s*([0-9a-f]+)$", status.read_text(), re.MULTILINE)
    return found is not None and bool(int(found[1], 16) >> 21 & 1)


def opened(server: Running) -> GraphStore:
    return open_store("oxigraph", server.url, 60, RetryPolicy(retries=0))


def graph(name: str, triples: int, folder: Path) -> GraphFile:
    path = folder / f"{triples}.nt"
    path.write_text(
        "".join(
            f'<http://a.example/{name}/{n}> <http://a.example/p> "{n} {os.urandom(90).hex()}" .\n'
            for n in range(triples)
        )
    )
    return GraphFile(f"https://data.example.org/graph/{name}", path, triples)


def test_a_disk_that_fills_stops_loading_and_keeps_what_landed(
    small_disk: Path, tmp_path: Path
) -> None:
    small, large = graph("1", 10, tmp_path), graph("2", 60_000, tmp_path)
    with (
        running("oxigraph", small_disk) as server,
        pytest.raises(LoadFault) as caught,
    ):
        Loader(opened(server), tmp_path).load([small, large])
    assert [landed.graph for landed in caught.value.landed] == [OLD]
    assert caught.value.failed == NEW
    assert "No space left" in str(caught.value) or "a full disk" in str(caught.value)


def test_a_server_that_is_killed_keeps_its_promise(tmp_path: Path) -> None:
    """What Oxigraph had before it was killed in the middle of a graph is there when it is back."""
    small, large = graph("1", 10, tmp_path), graph("2", 30_000, tmp_path)
    folder = tmp_path / "server"
    folder.mkdir()
    with running("oxigraph", folder) as server:
        killer = threading.Timer(0, os.kill, (server.process.pid, signal.SIGKILL))

        def kill_half_way(name: str, sent: int, size: int) -> None:
            if name == NEW and 2 * sent > size and killer.ident is None:
                killer.start()
                killer.join()

        with pytest.raises(LoadFault) as caught:
            Loader(opened(server), tmp_path).load([small, large], kill_half_way)
    assert "closed the connection" in str(caught.value)
    assert caught.value.trace is Trace.UNKNOWN
    assert "unknown: as it was, or replaced as a whole" in str(caught.value)
    with running("oxigraph", folder) as server:
        old, new = io.BytesIO(), io.BytesIO()
        assert opened(server).get_graph(OLD, old, 2**30)
        assert not opened(server).get_graph(NEW, new, 2**30)
    assert len(old.getvalue().splitlines()) == 10
    assert new.getvalue() == b""
