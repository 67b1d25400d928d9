"""What README shows of a call is what the program does."""

import asyncio
from pathlib import Path

from simulator.authoring.catalogue import Catalogue
from simulator.practice.script import read_script
from simulator.practice.scripted import play_script
from simulator.vocabulary import Difficulty

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "tests/content/scripts/pet-box-cancellation/skilled.yaml"


def transcript() -> str:
    """The call that README shows, one line a turn."""
    cast = Catalogue.find((ROOT / "scenarios", ROOT / "personas")).cast("pet-box-cancellation")
    lines = read_script(SCRIPT)
    call = asyncio.run(play_script(cast, lines, seed=1, difficulty=Difficulty.MIDDLE))
    assert call.outcome is not None
    said = [f"{'You' if turn.is_trainee else 'Wyn'}: {turn.text}" for turn in call.turns]
    return "\n".join([*said, f"→ {call.outcome.label}."])


def test_the_transcript_is_a_real_one() -> None:
    assert transcript() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_page_that_readme_links_to_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert linked
    assert [link for link in linked if not (ROOT / link).exists()] == []
