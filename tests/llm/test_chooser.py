from pathlib import Path

import pytest

from simulator.errors import UsageError
from simulator.llm import chooser
from simulator.llm.catalogue import CATALOGUE
from simulator.llm.earned import audition_file, earned_by, earned_realiser
from simulator.llm.found import Found, Survey
from simulator.llm.recent import recent, remember
from simulator.llm.scripted import ScriptedWording
from simulator.settings import Settings
from simulator.vocabulary import Realiser


def survey(provider: str, *names: str, ready: bool = True) -> Survey:
    models = tuple(Found(provider, name, f"sha256:{name}", 1) for name in names)
    return Survey(provider, provider, ready, models)


def heard(settings: Settings, found: Found, earns: Realiser) -> None:
    file = audition_file(settings, found.provider, found.name, found.digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'{{"earns": "{earns.value}"}}', encoding="utf-8")


def settings(tmp_path: Path, model: str = "", realiser: Realiser | None = None) -> Settings:
    return Settings(data=tmp_path, model=model, realiser=realiser)


def test_none_means_authored_lines(tmp_path: Path) -> None:
    assert chooser.choose(settings(tmp_path, "none")) is None


def test_nothing_there_means_authored_lines(tmp_path: Path) -> None:
    assert chooser.choose(settings(tmp_path)) is None


@pytest.mark.parametrize("model", ["llama", "llama:", "vendor:x", ":x"])
def test_a_setting_that_cannot_be_read_says_how_to_write_it(tmp_path: Path, model: str) -> None:
    with pytest.raises(UsageError, match="PROVIDER:NAME"):
        chooser.choose(settings(tmp_path, model))


def test_unknown_weights_name_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"qwen2\.5-1\.5b"):
        chooser.choose(settings(tmp_path, "embedded:qwen"))


def test_openai_is_refused_until_an_address_is_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="SIMULATOR_OPENAI_BASE_URL"):
        chooser.choose(settings(tmp_path, "openai:gpt"))


def test_a_name_keeps_its_colons(tmp_path: Path) -> None:
    chosen = chooser.choose(settings(tmp_path, "ollama:llama3.1:8b"))
    assert chosen is not None
    assert (chosen.provider, chosen.name) == ("ollama", "llama3.1:8b")


def test_ollama_comes_before_the_embedded_model(tmp_path: Path) -> None:
    surveys = (survey("ollama", "a"), survey("embedded", "b"))
    found = chooser.automatic(surveys, settings(tmp_path))
    assert found is not None
    assert found.id == "ollama:a"


def test_embedded_serves_when_ollama_does_not(tmp_path: Path) -> None:
    surveys = (survey("ollama", ready=False), survey("embedded", "b"))
    found = chooser.automatic(surveys, settings(tmp_path))
    assert found is not None
    assert found.id == "embedded:b"


def test_a_server_elsewhere_is_never_taken_by_itself(tmp_path: Path) -> None:
    assert chooser.automatic((survey("openai", "a"),), settings(tmp_path)) is None


def test_models_that_do_not_speak_are_passed_over(tmp_path: Path) -> None:
    silent = Found("ollama", "big-cloud", None, None, speaks=False)
    assert chooser.automatic((Survey("ollama", "", True, (silent,)),), settings(tmp_path)) is None


def test_the_model_named_last_is_preferred(tmp_path: Path) -> None:
    remember(settings(tmp_path), "ollama:b")
    found = chooser.automatic((survey("ollama", "a", "b"),), settings(tmp_path))
    assert found is not None
    assert found.name == "b"


def test_a_better_audition_outweighs_the_last_choice(tmp_path: Path) -> None:
    there = survey("ollama", "a", "b")
    remember(settings(tmp_path), "ollama:a")
    heard(settings(tmp_path), there.models[1], Realiser.IMPROVISE)
    found = chooser.automatic((there,), settings(tmp_path))
    assert found is not None
    assert found.name == "b"


def test_naming_a_model_is_remembered(tmp_path: Path) -> None:
    chooser.choose(settings(tmp_path, "ollama:b"))
    assert recent(settings(tmp_path)) == "ollama:b"


def test_an_audition_decides_and_a_setting_overrules_it(tmp_path: Path) -> None:
    model = Found("ollama", "a", "sha256:1", 1)
    heard(settings(tmp_path), model, Realiser.IMPROVISE)
    earned = earned_by(settings(tmp_path), *model[:3])
    assert (earned.realiser, earned.auditioned) == (Realiser.IMPROVISE, True)
    forced = earned_by(settings(tmp_path, realiser=Realiser.LINES), *model[:3])
    assert (forced.realiser, forced.auditioned) == (Realiser.LINES, False)


def test_without_an_audition_a_safe_rule_and_the_command(tmp_path: Path) -> None:
    known = earned_by(settings(tmp_path), "ollama", "a", "sha256:1")
    unknown = earned_by(settings(tmp_path), "openai", "a", None)
    assert (known.realiser, unknown.realiser) == (Realiser.BRIDGE, Realiser.LINES)
    assert "simulator model audition ollama:a" in known.why
    assert "simulator model audition openai:a" in unknown.why


def test_shipped_weights_have_earned_already(tmp_path: Path) -> None:
    for weights in CATALOGUE:
        earned = earned_by(settings(tmp_path), "embedded", weights.name, weights.sha256)
        assert earned.realiser is weights.earns


def test_a_broken_audition_file_counts_as_none(tmp_path: Path) -> None:
    file = audition_file(settings(tmp_path), "ollama", "a", "sha256:1")
    file.parent.mkdir(parents=True)
    file.write_text('{"earns": "everything"}', encoding="utf-8")
    assert earned_by(settings(tmp_path), "ollama", "a", "sha256:1").realiser is Realiser.BRIDGE


def test_a_name_cannot_climb_out_of_the_auditions(tmp_path: Path) -> None:
    file = audition_file(settings(tmp_path), "ollama", "../../x/y", "sha256:../..")
    assert file.resolve().parent == (tmp_path / "auditions").resolve()


def test_no_wording_means_lines(tmp_path: Path) -> None:
    assert earned_realiser(settings(tmp_path), None) is Realiser.LINES
    assert earned_realiser(settings(tmp_path), ScriptedWording()) is Realiser.BRIDGE
