"""Files by name, each made on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping


class LazyFiles(Mapping[str, bytes]):
    """The bytes of files by their names; ``writers`` make them."""

    def __init__(self, writers: Mapping[str, Callable[[], bytes]] | None = None) -> None:
        self.writers: dict[str, Callable[[], bytes]] = dict(writers or {})

    def __getitem__(self, name: str) -> bytes:
        return self.writers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self.writers)

    def __len__(self) -> int:
        return len(self.writers)

    def __contains__(self, name: object) -> bool:
        return name in self.writers
