"""The one place that decides which model words the persona, and lists those there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from simulator.errors import UsageError
from simulator.llm import embedded, ollama, openai_compatible
from simulator.llm.earned import earned_by
from simulator.llm.found import Found, Survey
from simulator.llm.recent import recent, remember
from simulator.llm.wording import Wording
from simulator.settings import Settings
from simulator.vocabulary import Realiser

NO_MODEL = "none"
"""The setting that asks for authored lines."""


class Provider(NamedTuple):
    """How a provider is looked for, and how a model of its becomes a wording."""

    survey: Callable[[Settings], Survey]
    wording: Callable[[Settings, Found], Wording]


PROVIDERS: dict[str, Provider] = {
    ollama.PROVIDER: Provider(ollama.survey, ollama.wording),
    embedded.PROVIDER: Provider(embedded.survey, embedded.wording),
    openai_compatible.PROVIDER: Provider(openai_compatible.survey, openai_compatible.wording),
}

_MERIT = {Realiser.LINES: 0, Realiser.BRIDGE: 1, Realiser.IMPROVISE: 2}


def available(settings: Settings) -> tuple[Survey, ...]:
    """Every provider and what it holds, asked side by side; takes two seconds at most."""
    with ThreadPoolExecutor(len(PROVIDERS)) as pool:
        looks = [pool.submit(provider.survey, settings) for provider in PROVIDERS.values()]
        return tuple(look.result() for look in looks)


def choose(settings: Settings) -> Wording | None:
    """The model the settings name, or the best that is there; ``None`` means authored lines.

    A named model isn't asked whether it is there: if it isn't, the first sentence says so, and an
    authored line is said in its place.

    Raises:
        UsageError: the setting ``model`` can't be read, or names what no provider could hold.
    """
    if settings.model == NO_MODEL:
        return None
    if settings.model:
        return _named(settings)
    found = automatic(available(settings), settings)
    return None if found is None else PROVIDERS[found.provider].wording(settings, found)


def automatic(surveys: tuple[Survey, ...], settings: Settings) -> Found | None:
    """The model to take when none is named: Ollama's, else the embedded one, else none.

    Among Ollama's: the one with the best audition, then the one named last, then the first listed.
    """
    for survey in surveys:
        fit = [model for model in survey.models if model.speaks]
        if survey.provider in (ollama.PROVIDER, embedded.PROVIDER) and survey.ready and fit:
            last = recent(settings)
            return max(fit, key=lambda model: (_merit(settings, model), model.id == last))
    return None


def _merit(settings: Settings, model: Found) -> int:
    earned = earned_by(settings, model.provider, model.name, model.digest)
    return _MERIT[earned.realiser] if earned.auditioned else -1


def check_name(settings: Settings) -> None:
    """See that the setting ``model`` is one that ``choose`` can follow.

    Raises:
        UsageError: it can't be read, or names what no provider could hold.
    """
    if settings.model not in ("", NO_MODEL):
        _split(settings)


def _split(settings: Settings) -> tuple[str, str]:
    provider, mark, name = settings.model.partition(":")
    if not mark or not name or provider not in PROVIDERS:
        raise UsageError(
            f"the model {settings.model!r} can't be read",
            f"write PROVIDER:NAME with one of {', '.join(PROVIDERS)}; or none",
        )
    if provider == openai_compatible.PROVIDER and not settings.openai_base_url:
        raise UsageError("no OpenAI-compatible server is set", "set SIMULATOR_OPENAI_BASE_URL")
    return provider, name


def _named(settings: Settings) -> Wording:
    provider, name = _split(settings)
    survey = PROVIDERS[provider].survey(settings)
    known = {model.name: model for model in survey.models}
    found = known.get(name) or known.get(f"{name}:latest") or Found(provider, name, None, None)
    remember(settings, settings.model)
    return PROVIDERS[provider].wording(settings, found)


def in_use(surveys: tuple[Survey, ...], settings: Settings) -> str:
    """What ``choose`` would take, as ``provider:name``; ``none`` for authored lines."""
    if not settings.model:
        found = automatic(surveys, settings)
        return NO_MODEL if found is None else found.id
    held = {model.id for survey in surveys for model in survey.models}
    latest = f"{settings.model}:latest"
    return latest if latest in held else settings.model
