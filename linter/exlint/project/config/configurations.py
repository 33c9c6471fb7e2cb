"""The configuration of every folder of a run, each file read once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from exlint.project.config import files
from exlint.project.config.settings import DEFAULTS, Misconfigured, Settings
from exlint.project.paths import upwards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exlint.project.config.values import Layer


class Configurations:
    """Gives the settings of folders: flags over the environment over the nearest file over the defaults."""

    def __init__(
        self, flags: Mapping[str, Any], environment: Mapping[str, str], *, config: str = "", isolated: bool = False
    ) -> None:
        """Prepares.

        Args:
            flags: The name of a key -> its plain value, as a file would hold it.
            environment: The variables of the process; those of exlint begin with `EXLINT_`.
            config: The one file to read, instead of the nearest; empty for none.
            isolated: Whether neither files nor variables count.

        Raises:
            Misconfigured: The flags, the environment or that file is wrong; all that is wrong is told.
        """
        variables = {} if isolated else {name: text for name, text in environment.items() if name[:7] == "EXLINT_"}
        self._upper: tuple[Layer, ...] = ()
        flagged = bool(config)
        if flags or variables:
            from exlint.project.config import upper  # noqa: PLC0415 - most runs have neither

            config, isolated, self._upper = upper.read(flags, variables, config, isolated=isolated)
        self._known: dict[str, Settings | Misconfigured] = {}
        self._plain = self._over(()) if self._upper else DEFAULTS
        self._only = self._plain if isolated else None
        if config:
            self._only = self._over(files.chain(files.named(config, "" if flagged else "EXLINT_CONFIG")))

    def at(self, folder: str) -> Settings:
        """The settings for what lies in a real folder.

        They are those of the nearest folder upwards that has a file; above the root of a repository nothing is read.

        Raises:
            Misconfigured: A file is wrong; all that is wrong with it, and with those that it extends, is told.
        """
        if self._only is not None:
            return self._only
        found = self._known.get(folder) or self._find(folder)
        if isinstance(found, Misconfigured):
            raise found
        return found

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the files that were read so far, each line once."""
        wrong = (found for found in self._known.values() if isinstance(found, Misconfigured))
        return tuple(dict.fromkeys(line for one in wrong for line in one.faults))

    def here(self) -> Settings:
        """The settings of the run itself: those of the current directory; raises as `at` does."""
        return self.at(files.here())

    def _find(self, folder: str) -> Settings | Misconfigured:
        """The settings for a folder, which those on the way to its file share."""
        way: list[str] = []
        found: Settings | Misconfigured | None = None
        for above in upwards(folder):
            found = self._known.get(above)
            if found is None:
                way.append(above)
                found = self._own(above)
            if found is not None:
                break
        found = found or self._plain
        self._known.update(dict.fromkeys(way, found))
        return found

    def _own(self, folder: str) -> Settings | Misconfigured | None:
        """What is said in a folder itself; nothing more is looked for above the root of a repository."""
        try:
            table = files.in_folder(folder)
            if table is not None:
                return self._over(files.chain(table))
        except Misconfigured as error:
            return error
        return self._plain if os.path.lexists(os.path.join(folder, ".git")) else None

    def _over(self, layers: tuple[Layer, ...]) -> Settings:
        """Flags and environment over the layers of a file, of which the lowest comes first."""
        from exlint.project.config.merging import merged  # noqa: PLC0415 - most runs have no configuration

        return merged((*layers, *self._upper))
