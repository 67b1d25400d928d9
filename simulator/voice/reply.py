"""One reply of hers on its way through mouth and loudspeaker, and what was heard of it."""

from dataclasses import dataclass, field

from simulator.conversation.call import Word
from simulator.voice.partner import Sentence, Sounded
from simulator.voice.seams import Heard
from simulator.voice.sound import Speech

STUCK_S = 10.0
"""Beyond the length of a reply; a busy machine's sound may lag by seconds."""


@dataclass
class Piece:
    """One sentence, as it was given to the loudspeaker."""

    sentence: Sentence
    speech: Speech
    begun_at_s: float | None = None
    seconds: float = 0.0
    done: bool = False

    @property
    def whole(self) -> bool:
        """Whether all of it was heard; the last hundredth may be lost in a device."""
        return self.begun_at_s is not None and self.seconds >= self.speech.seconds - 0.05

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that were heard, on the audio clock."""
        start = self.begun_at_s
        if start is None:
            return ()
        spoken = self.speech.words
        count = len(spoken) if self.whole else self.speech.words_within(self.seconds)
        return tuple(
            Word(
                text=word.text,
                start_s=round(start + word.start_s, 2),
                end_s=round(start + word.end_s, 2),
            )
            for word in spoken[:count]
        )

    @property
    def heard(self) -> str:
        """The text that was heard."""
        if self.whole:
            return self.sentence.text
        return " ".join(word.text for word in self.words)


@dataclass
class Turn:
    """The sentences of one turn of hers."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Who says it."""
        return self.pieces[0].sentence.name

    def sounded(self, at_s: float, latency_ms: dict[str, float]) -> Sounded:
        """What was heard of it; ``at_s`` stands for times if nothing was."""
        begun = [piece for piece in self.pieces if piece.begun_at_s is not None]
        start = begun[0].begun_at_s if begun else at_s
        end = begun[-1].begun_at_s + begun[-1].seconds if begun else at_s  # type: ignore[operator]
        heard = [piece.heard for piece in self.pieces]
        return Sounded(
            turn_id=self.pieces[0].sentence.turn_id,
            heard=" ".join(filter(None, heard)),
            start_s=round(start or 0.0, 2),
            end_s=round(end, 2),
            words=tuple(word for piece in self.pieces for word in piece.words),
            interrupted=not all(piece.whole for piece in self.pieces),
            latency_ms=latency_ms,
        )


class Reply:
    """All turns of one answer, by the numbers their pieces have at the loudspeaker."""

    def __init__(self) -> None:
        self._pieces: dict[int, Piece] = {}
        self._turns: dict[str, Turn] = {}

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Its turns, in order."""
        return tuple(self._turns.values())

    @property
    def done(self) -> bool:
        """Whether nothing of it is still to sound."""
        return all(piece.done for piece in self._pieces.values())

    @property
    def begun_at_s(self) -> float | None:
        """Where its first sound was."""
        times = [one.begun_at_s for one in self._pieces.values() if one.begun_at_s is not None]
        return min(times, default=None)

    @property
    def longest_s(self) -> float:
        """Seconds after which a loudspeaker that hasn't said all of it is stuck."""
        return sum(piece.speech.seconds for piece in self._pieces.values()) + STUCK_S

    def read(self, at_s: float) -> None:
        """Count what didn't sound as read: its captions were shown."""
        for piece in self._pieces.values():
            if not piece.whole:
                begun = at_s if piece.begun_at_s is None else piece.begun_at_s
                piece.begun_at_s, piece.seconds, piece.done = begun, piece.speech.seconds, True

    def caption(self, last: Piece) -> str:
        """The words of a turn up to a piece that has begun to sound."""
        pieces = self._turns[last.sentence.turn_id].pieces
        return " ".join(one.sentence.text for one in pieces[: pieces.index(last) + 1])

    def add(self, number: int, sentence: Sentence, speech: Speech) -> None:
        """Note a piece that goes to the loudspeaker."""
        piece = Piece(sentence, speech)
        self._pieces[number] = piece
        self._turns.setdefault(sentence.turn_id, Turn()).pieces.append(piece)

    def note(self, heard: Heard) -> Piece | None:
        """Note how far a piece has come; ``None`` if it is of another reply."""
        piece = self._pieces.get(heard.piece)
        if piece is not None:
            if heard.begun_at_s is not None:
                piece.begun_at_s = heard.begun_at_s
            piece.seconds, piece.done = heard.seconds, heard.done
        return piece
