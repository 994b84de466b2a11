"""Put the bundle of ``web/`` into what is built: the wheel takes it to people without Node.js.

Nothing is fetched here.  Where ``make web`` has installed the packages, the bundle is made anew;
without them the one that is there is taken, such as that of a source distribution.  With neither
the build goes on and says what is left out.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = "web/dist"


class BundleHook(BuildHookInterface[Any]):
    """See https://hatch.pypa.io/latest/plugins/build-hook/custom/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the bundle to a wheel or a source distribution; an editable install has no need."""
        if version == "editable":
            return
        web = Path(self.root, "web")
        node = shutil.which("node")
        if node and (web / "node_modules").is_dir():
            subprocess.run([node, "build.mjs"], cwd=web, check=True)  # noqa: S603
        if not Path(self.root, BUNDLE).is_dir():
            self.app.display_warning(
                "Without search, sorted tables and the query page: run `make web` for them."
            )
        elif self.target_name == "wheel":
            build_data["force_include"][BUNDLE] = f"ascc_ld/_project/{BUNDLE}"
        else:
            build_data["artifacts"].append(f"/{BUNDLE}")
