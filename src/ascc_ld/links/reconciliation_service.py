"""Ask a reconciliation service, in batches, with a cache on disk.

The cache has a file for each question that was answered, named by the SHA-256 of service and
question, so that an interrupted run continues where it stopped.  A file that cannot be
read as an answer is asked for again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from ascc_ld.ground.atomic_files import replace_file
from ascc_ld.http_client.addresses import checked_address
from ascc_ld.http_client.client import Client
from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.reconciliation import (
    VERSION,
    Candidate,
    Query,
    name_in_manifest,
    query_batch,
    read_results,
)
from ascc_ld.links.service_client import ask

SERVICE = "https://wikidata-reconciliation.wmcloud.org/en/api"
"""Wikidata's reconciliation service; wikidata.reconci.link redirects there."""
_BATCH = 10


def cache_folder() -> Path:
    """Return the folder of the cache: in ``XDG_CACHE_HOME``, or in ``~/.cache``."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
    return base / "ascc-ld" / "reconciliation"


class ReconciliationCache:
    """Answers of services, a file each in ``folder``, which is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, service: str, query: Query) -> tuple[Candidate, ...] | None:
        """Return the candidates that were answered, ``None`` where nothing readable is kept."""
        key = self._key(service, query)
        try:
            content = (self.folder / f"{key}.json").read_bytes()
            return read_results(content, [key], service)[key]
        except (OSError, RequestFailed):
            return None

    def put(self, service: str, query: Query, result: object) -> None:
        """Keep the ``result`` that was answered to ``query``, as JSON has it."""
        key = self._key(service, query)
        text = json.dumps({key: result}, ensure_ascii=False, sort_keys=True, indent=1)
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self.folder / f"{key}.json", f"{text}\n")

    @staticmethod
    def _key(service: str, query: Query) -> str:
        asked = f"{VERSION}\n{service}\n{query_batch({'q': query})}"
        return hashlib.sha256(asked.encode()).hexdigest()


class ReconciliationService:
    """The service at ``url``, asked through ``client``; ``cache`` is optional.

    Raises :class:`~ascc_ld.http_client.addresses.WrongAddress` for one that carries a password.
    """

    def __init__(self, url: str, client: Client, cache: ReconciliationCache | None = None) -> None:
        self.url = checked_address(url)
        self._client = client
        self._cache = cache

    def name(self) -> str:
        """Return the name that the service gives itself.

        Raises :class:`~ascc_ld.http_client.faults.RequestFailed` where it is not one to be asked.
        """
        return name_in_manifest(self._content(), self.url)

    def ask(
        self, queries: Iterable[Query], progress: Callable[[int, int], None] | None = None
    ) -> dict[Query, tuple[Candidate, ...]]:
        """Return the candidates of each query, best first.

        ``progress`` receives the number of answered queries and of all.  The answers so far are
        in the cache if this raises :class:`~ascc_ld.http_client.faults.RequestFailed`.
        """
        wanted = tuple(dict.fromkeys(queries))
        cache = self._cache
        found = {query: cache.get(self.url, query) for query in wanted} if cache else {}
        answers = {query: kept for query, kept in found.items() if kept is not None}
        open_ = [query for query in wanted if query not in answers]
        batches = [open_[start : start + _BATCH] for start in range(0, len(open_), _BATCH)]
        for batch in batches:
            try:
                answers |= self._answered(batch)
            except RequestFailed as failure:
                kept = f"{len(answers)} of {len(wanted)} questions are answered"
                again = " and kept: run again to go on" if self._cache else ""
                raise RequestFailed(self.url, f"{failure.reason}. {kept}{again}") from failure
            if progress:
                progress(len(answers), len(wanted))
        return answers

    def _content(self, form: Mapping[str, str] | None = None) -> bytes:
        reply = ask(self._client, self.url, form)
        if reply.status != HTTPStatus.OK:
            raise reply.failure()
        return reply.content

    def _answered(self, batch: Sequence[Query]) -> dict[Query, tuple[Candidate, ...]]:
        """Return the answers to a batch, which are kept as well."""
        keyed = {f"q{number}": query for number, query in enumerate(batch)}
        content = self._content({"queries": query_batch(keyed)})
        results = read_results(content, keyed, self.url)
        if self._cache:
            for key, result in json.loads(content).items():
                self._cache.put(self.url, keyed[key], result)
        return {keyed[key]: candidates for key, candidates in results.items()}
