"""The skilled caller on a cold call: why you, a question, what was heard, one small ask."""

import random
from collections.abc import Callable

from simulator.scale.brief import Brief, Saying, Topic, nearest
from simulator.scale.phrases import Phrases, bank
from simulator.scale.speech import echo, lower
from simulator.scale.trainee import Heard
from simulator.vocabulary import Archetype, Channel, MoveKind

ENOUGH_TOLD = 2
"""Facts of hers after which the ask is fair."""
LONG_ENOUGH = 7
"""Turns with one person after which the ask comes anyway."""
HURRY = 0.4
"""The share of her time below which the ask comes now."""
MOST_ASKS = 2
"""A second no is taken as one."""
NAMED_TOPIC = 0.5
"""How often a question names the topic; otherwise it is one that anybody might ask."""


class SkilledCaller:
    """Plays a cold call on any channel; made anew for each call."""

    def __init__(self, briefs: dict[str, Brief], draw: random.Random) -> None:
        self._briefs = briefs
        self._draw = draw
        self._person = ""
        self._people = 0
        self._mails = 0

    def says(self, heard: Heard) -> str | None:
        """The answer to her last move."""
        if heard.persona != self._person:
            self._meet(heard.persona)
        self._turn += 1
        self._late = heard.time_left < HURRY
        body = self._body(heard)
        return self._as_mail(body) if self._mail else body

    def _meet(self, persona: str) -> None:
        self._person, self._people = persona, self._people + 1
        self._brief = self._briefs[persona]
        self._phrases = Phrases(bank("cold"), self._draw, self._brief.slots)
        self._mail = self._brief.scenario.channel is Channel.EMAIL
        self._source = self._brief.persona.archetype is Archetype.GUARDED_SOURCE
        self._reasons = list(self._brief.known(of_company=False))
        self._offers = list(self._brief.known(of_company=True))
        self._topics = list(self._brief.topics)
        self._turn = self._told = self._asks = self._given = self._questions = 0
        self._purpose = self._asked_last = self._leaving = False

    def _body(self, heard: Heard) -> str:
        if self._turn == 1:
            return self._opening()
        answers: dict[MoveKind, Callable[[Heard], str]] = {
            MoveKind.ASK_WHO: self._who,
            MoveKind.OBJECT: self._objection,
            MoveKind.EASED: self._eased,
            MoveKind.DISCLOSE: self._told_me,
            MoveKind.DEFLECT: self._deflected,
            MoveKind.CHALLENGE: self._proof,
            MoveKind.ASK_PROOF: self._proof,
            MoveKind.DECLINE: self._refused,
            MoveKind.HURT: self._hurt,
            MoveKind.REBUKE: self._hurt,
            MoveKind.CLARIFY: self._unclear,
            MoveKind.PUZZLED: self._unclear,
            MoveKind.ANSWER_SMALL_TALK: self._chatted,
        }
        return answers.get(heard.kind or MoveKind.GO_ON, self._go_on)(heard)

    def _opening(self) -> str:
        if self._mail:
            return self._first_mail()
        if self._people > 1:
            return f"{self._say('open_after_handover')} {self._reason()} {self._question()}"
        if self._brief.scenario.channel is Channel.VIDEO:
            return self._say("open_on_video")
        return self._say("open_calling_a_source" if self._source else "open")

    def _go_on(self, heard: Heard) -> str:
        if not self._purpose:
            return self._why()
        return self._next()

    def _who(self, heard: Heard) -> str:
        who = self._say("answer_about_me")
        return who if self._purpose else f"{who} {self._reason()}"

    def _why(self) -> str:
        reason = self._reason()
        if self._source:
            return f"{reason} {self._terms()}".strip()
        return f"{reason} {self._question()}"

    def _reason(self) -> str:
        self._purpose = True
        if not self._reasons:
            return self._say("reason_plain")
        item = self._reasons.pop(0)
        if self._source:
            key = "reason_of_reporter"
        elif self._brief.at_the_desk:
            key = "reason_to_desk"
        else:
            key = "reason"
        return self._say(key, item=item.text, item_lower=lower(item.text))

    def _next(self) -> str:
        if self._leaving:
            return self._say("close")
        if self._ready():
            return self._ask()
        if self._source and self._given < 2:
            return f"{self._terms()} {self._question()}".strip()
        if self._told > self._given and self._offers and not self._brief.at_the_desk:
            return self._tell("tell")
        return self._question()

    def _ready(self) -> bool:
        enough = ENOUGH_TOLD - (self._mail or self._brief.at_the_desk)
        shown = self._given > 0 or not self._offers or self._brief.at_the_desk
        waited = self._turn >= (2 if self._mail else LONG_ENOUGH)
        return (self._told >= enough and shown) or self._late or waited

    def _ask(self) -> str:
        if self._asks >= MOST_ASKS:
            self._leaving = True
            return self._say("close")
        self._asks += 1
        self._asked_last = True
        if self._brief.at_the_desk:
            return self._say("ask_the_desk")
        return self._say("ask")

    def _question(self) -> str:
        self._questions += 1
        if self._topics and self._phrases.chance(NAMED_TOPIC):
            return self._about(self._topics.pop(0))
        if self._source:
            return self._say("question_of_source")
        if self._brief.at_the_desk:
            return self._say("question_to_desk")
        return self._say("question" if self._questions > 1 else "question_first")

    def _about(self, topic: Topic) -> str:
        key = "question_of_clause" if topic.is_clause else "question_of_topic"
        return self._say(key, topic=topic.called)

    def _told_me(self, heard: Heard) -> str:
        self._told += 1
        self._topics = [one for one in self._topics if one.id != heard.target]
        return f"{self._echoed(heard)} {self._next()}"

    def _echoed(self, heard: Heard) -> str:
        given_back = echo(heard.text)
        if given_back is None:
            return self._say("reflect_short")
        upper = given_back[:1].upper() + given_back[1:]
        return self._say("reflect", echo=given_back, echo_upper=upper)

    def _deflected(self, heard: Heard) -> str:
        return f"{self._say('leave_it')} {self._next()}"

    def _proof(self, heard: Heard) -> str:
        if not self._purpose:
            return self._why()
        figures = [one for one in self._offers if one.has_figure]
        if not self._offers:
            return self._say("answer_plain")
        return self._tell("tell_proof", (figures or self._offers)[0])

    def _objection(self, heard: Heard) -> str:
        remedies = self._brief.remedy_for(heard.target)
        meant = [one for one in self._brief.sayings if one.id in remedies]
        item = nearest(heard.text, tuple(meant or self._offers), self._draw)
        if item is None or (not meant and self._phrases.chance(0.4)):
            return self._say("answer_plain")
        given_back = echo(heard.text)
        sentence = f"So {given_back}. " if given_back else ""
        self._offers = [one for one in self._offers if one.id != item.id]
        self._given += 1
        return self._say("answer", item=item.text, echo_sentence=sentence)

    def _eased(self, heard: Heard) -> str:
        self._asks = max(0, self._asks - 1)  # what stood against it is gone: that was no refusal
        return self._go_on(heard)

    def _refused(self, heard: Heard) -> str:
        if self._asks >= MOST_ASKS:
            self._leaving = True
            return self._say("close")
        return f"{self._say('answer_no')} {self._question()}"

    def _hurt(self, heard: Heard) -> str:
        return self._say("apologise")

    def _unclear(self, heard: Heard) -> str:
        return f"{self._say('plainer')} {self._next() if self._purpose else self._reason()}"

    def _chatted(self, heard: Heard) -> str:
        return f"{self._say('small')} {self._go_on(heard)}"

    def _terms(self) -> str:
        return self._tell("tell_terms") if self._offers else ""

    def _tell(self, key: str, item: Saying | None = None) -> str:
        chosen = item or self._offers[0]
        self._offers.remove(chosen)
        self._given += 1
        return self._say(key, item=chosen.text, item_lower=lower(chosen.text))

    def _say(self, key: str, **slots: str) -> str:
        return self._phrases.say(key, **slots)

    def _first_mail(self) -> str:
        self._purpose = True
        item = self._reasons.pop(0) if self._reasons else None
        reason = item and self._say("mail_reason", item=item.text, item_lower=lower(item.text))
        parts = [reason or self._say("reason_plain"), self._question(), self._say("mail_who")]
        if self._offers and self._phrases.chance(0.5):
            parts.append(self._tell("tell"))
        return " ".join(parts)

    def _as_mail(self, body: str) -> str:
        self._mails += 1
        subject = self._say("subject" if self._mails == 1 else "subject_again")
        greeting, signature = self._say("greeting"), self._say("signature")
        return f"{subject}\n\n{greeting}\n\n{body}\n\n{signature}"
