"""A desk where call files are graded one after another, with the content and model they share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue, find_catalogue
from simulator.authoring.load import load_rubric
from simulator.authoring.rubric import Rubric
from simulator.conversation.call import Call
from simulator.errors import UsageError
from simulator.grading.chain import grade
from simulator.grading.defaults import default_rubric
from simulator.grading.gradable import is_recording, read_gradable
from simulator.grading.scorecard import Scorecard
from simulator.llm.wording import Wording
from simulator.settings import Settings
from simulator.vocabulary import Kind


@dataclass
class Desk:
    """What all files on it are graded with."""

    catalogue: Catalogue
    scenario: str | None = None
    """Grade with this scenario, whatever the calls say."""
    rubric: Rubric | None = None
    wording: Wording | None = None
    hear: Callable[[Path], Call] | None = None
    """Writes a recording down as a call; without it recordings are refused."""
    _casts: dict[str, Cast | None] = field(default_factory=dict)

    def grade_file(self, path: Path) -> Scorecard:
        """Grade one call file, or a recording.

        Raises:
            CallError: the file can't be read as a call.
            ContentError: the call's scenario is broken.
            UsageError: the scenario that was asked for isn't there.
            VoiceError: a recording can't be heard here.
        """
        if self.hear is not None and is_recording(path):
            return self.grade_call(self.hear(path))
        return self.grade_call(read_gradable(path))

    def grade_call(self, call: Call) -> Scorecard:
        """Grade a call that was read already; errors as for ``grade_file``."""
        return grade(call, self._cast(call), self.rubric, self.wording)

    def _cast(self, call: Call) -> Cast | None:
        if self.scenario is not None:
            return self._known(self.scenario, forgiving=False)
        return self._known(call.scenario.id, forgiving=True) if call.scenario else None

    def _known(self, scenario: str, *, forgiving: bool) -> Cast | None:
        if scenario not in self._casts:
            try:
                self._casts[scenario] = self.catalogue.cast(scenario)
            except UsageError:
                if not forgiving:
                    raise
                self._casts[scenario] = None
        return self._casts[scenario]


def set_up(
    settings: Settings,
    scenario: str | None,
    rubric: str | None,
    model: str | None,
    hear: Callable[[Path], Call] | None = None,
) -> Desk:
    """A desk for the command's options.

    Args:
        settings: where content is found.
        scenario: id of the scenario to grade with, instead of the calls' own.
        rubric: a rubric file, or the name of a kind of call.
        model: ``PROVIDER:NAME`` of a model that gives a second opinion.
        hear: writes a recording down as a call.

    Raises:
        UsageError: an option names what isn't there.
        ContentError: the rubric or the scenario is broken.
    """
    desk = Desk(
        find_catalogue(settings), scenario, _rubric(rubric), _wording(settings, model), hear
    )
    if scenario is not None:
        desk.catalogue.cast(scenario)
    return desk


def _rubric(name: str | None) -> Rubric | None:
    if name is None:
        return None
    if name in set(Kind):
        return default_rubric(Kind(name))
    if not Path(name).is_file():
        kinds = " or ".join(Kind)
        raise UsageError(f"there is no rubric '{name[:200]}'", f"name a rubric file, or {kinds}")
    return load_rubric(Path(name))


def _wording(settings: Settings, model: str | None) -> Wording | None:
    if model is None:
        return None
    from simulator.llm.chooser import choose

    return choose(settings.model_copy(update={"model": model}))
