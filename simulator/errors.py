"""One tree of errors; a user's error is one line that says what, where and how to mend it.

SimulatorError
├── UserError            the message, the place, the remedy; never a traceback
│   ├── ContentError     YAML content is at fault (exit 1)
│   ├── CallError        a call file or a stored call is at fault (exit 1)
│   ├── UsageError       the command or a setting is at fault (exit 2)
│   ├── StorageError     the database or the disk is at fault (exit 1)
│   └── VoiceError       a microphone, recogniser or voice is at fault; the call goes on by text
└── ModelError           a language model failed; the persona goes on with authored lines
    ├── ModelUnavailable no server, or it went away
    ├── ModelMissing     the server lacks this model
    ├── ModelStalled     no word in time
    └── ModelGarbled     it answered with what can't be read
"""

from dataclasses import dataclass


class SimulatorError(Exception):
    """Everything this package raises on purpose."""


@dataclass(frozen=True)
class Place:
    """A spot in a file: 1-based line and column, as editors count."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a file, and how to mend it."""

    place: Place
    message: str
    fix: str

    def __str__(self) -> str:
        """``file:line:column: what is wrong. Fix: …`` on one line."""
        return f"{self.place}: {_sentence(self.message)} Fix: {self.fix}"


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?")) else flat + "."


class UserError(SimulatorError):
    """An error the user can mend: one line with the remedy."""

    exit_code = 1

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        """``what is wrong. Fix: …`` on one line."""
        return f"{_sentence(self.message)} Fix: {self.fix}"


class ContentError(UserError):
    """Content that can't be used; holds every finding, not just the first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings[0].message, findings[0].fix)
        self.findings = findings

    def __str__(self) -> str:
        """All findings, one a line."""
        return "\n".join(str(finding) for finding in self.findings)


class CallError(UserError):
    """A call that can't be read, resumed or graded."""


class UsageError(UserError):
    """A command, an option or a setting that can't be followed."""

    exit_code = 2


class StorageError(UserError):
    """The database or the disk refused."""


class VoiceError(UserError):
    """A microphone, a loudspeaker, the recogniser or a voice failed; the call goes on by text."""


class ModelError(SimulatorError):
    """A language model failed.

    ``message`` is one line for the trainee; ``fix`` is what she or her instructor can do about it.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        """``what happened. Fix: …`` on one line."""
        return f"{_sentence(self.message)} Fix: {self.fix}"


class ModelUnavailable(ModelError):
    """No server answers, or it went away in mid-sentence."""


class ModelMissing(ModelError):
    """The server is there and lacks this model."""


class ModelStalled(ModelError):
    """No word came within the time allowed."""


class ModelGarbled(ModelError):
    """What came can't be read as what was asked for."""
