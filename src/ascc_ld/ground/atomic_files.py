"""Files that are replaced whole: a reader sees the old bytes or the new ones, never a part."""

import os
import threading
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Make ``text`` (as UTF-8) the content of the file at ``path``, whose folder exists.

    Raises ``OSError``; then the file is as it was.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with draft.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
