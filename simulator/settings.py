"""Settings: ``SIMULATOR_*`` environment variables first, then ``simulator.toml``, then defaults."""

import os
from functools import cached_property
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from simulator.errors import UsageError
from simulator.vocabulary import Level, Realiser

DEFAULT_PORT = 7860


class Settings(BaseSettings):
    """Everything that can be set; each name is also ``SIMULATOR_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="SIMULATOR_",
        env_ignore_empty=True,
        toml_file="simulator.toml",
        extra="forbid",
        frozen=True,
    )

    data: Path = Field(default_factory=lambda: user_data_path("simulator", appauthor=False))
    """Where calls, weights and settings of the learner live."""
    path: str = ""
    """More folders with personas and scenarios, separated as in ``PATH``."""
    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite in ``data``."""
    host: str = "127.0.0.1"
    port: int = Field(default=DEFAULT_PORT, ge=1, le=65535)
    model: str = ""
    """``PROVIDER:NAME``, e.g. ``ollama:llama3.1:8b``, ``embedded:qwen2.5-1.5b``; ``none`` for
    authored lines; empty chooses by itself."""
    realiser: Realiser | None = None
    """Forces how moves are worded; empty leaves it to the audition."""
    ear: str = ""
    """Recogniser of voice calls: ``tiny.en``, ``base``, or a faster-whisper model's folder or name;
    empty is ``tiny.en``."""
    mouth: str = ""
    """What speaks for the personas: ``hibari`` or ``system``; the best that is there if not set."""
    keep_recordings_days: float | None = Field(default=90.0, ge=0)
    """Days after which a recording is deleted; the call's words and figures stay."""
    level: Level | None = None
    """How much feedback is shown: one thing each way to a ``novice``, three to the ``skilled``;
    empty goes by the learner's own calls."""
    voice_calls: int = Field(default=4, ge=1)
    """Calls that may be spoken at once in the web app; the next one is told to wait."""
    voice_away_s: float = Field(default=10.0, gt=0)
    """Seconds without sound from a browser after which a voice call is put on hold."""
    openai_base_url: str = ""
    """Address of an OpenAI-compatible server, e.g. LM Studio's or vLLM's."""
    openai_api_key: str = ""
    model_first_s: float = Field(default=20.0, gt=0)
    """Seconds a model may take to its first word; then the authored line is said."""
    model_stall_s: float = Field(default=8.0, gt=0)
    """Seconds a model may pause between two words."""
    model_context: int = Field(default=8192, ge=1024)
    """Tokens a model holds; one size for persona and grader, as another one reloads the model."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then ``simulator.toml`` in the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @cached_property
    def content_folders(self) -> tuple[Path, ...]:
        """Folders of ``SIMULATOR_PATH``, in order."""
        return tuple(Path(part).expanduser() for part in self.path.split(os.pathsep) if part)


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        UsageError: a variable or a key of ``simulator.toml`` is unknown or of the wrong type.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "simulator.toml"
        raise UsageError(
            f"the setting {name!r} can't be used: {first['msg']}",
            f"correct SIMULATOR_{name.upper()} or the line {name!r} in simulator.toml",
        ) from None
    except ValueError as error:
        raise UsageError(f"simulator.toml can't be read: {error}", "mend its TOML") from None
