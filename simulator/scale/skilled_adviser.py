"""The skilled adviser on a hard customer call: hears, names the loss, helps, sums up."""

import random
from collections.abc import Callable

from simulator.scale.brief import Brief, Saying, nearest
from simulator.scale.phrases import Phrases, bank
from simulator.scale.speech import echo, lower
from simulator.scale.trainee import Heard
from simulator.vocabulary import Archetype, Channel, MoveKind

ENOUGH_QUESTIONS = 8
"""Questions that an adviser puts to somebody who is in distress."""
NEEDS_FIRST = 4
"""Of them, how many are about what is needed; after these, how it goes."""
AMPLE = 0.4
"""The share of the time above which he asks on, though all remedies are offered."""
HURRY = 0.25
"""The share of the time below which he comes to the end."""
NAMED_TOPIC = 0.35
"""How often a question names the topic; otherwise it is one that anybody might ask."""
SUMMED_UP = 3
"""Remedies that a summary repeats: more is not taken in."""
BORNE = 2
"""Silences in a row that an adviser only bears; whoever waits on leaves somebody alone with it."""


class SkilledAdviser:
    """Plays a service call; made anew for each call."""

    def __init__(self, brief: Brief, draw: random.Random) -> None:
        self._brief = brief
        self._draw = draw
        self._phrases = Phrases(bank("service"), draw, brief.slots)
        self._afraid = brief.persona.archetype is Archetype.FRIGHTENED
        self._todo = _worth_saying(brief)
        self._topics = draw.sample(brief.topics, len(brief.topics))
        self._done: list[Saying] = []
        self._turn = self._asked = self._borne = 0
        self._things = list(brief.things)
        self._summed = False

    def says(self, heard: Heard) -> str | None:
        """The answer to her last move."""
        self._turn += 1
        self._borne = self._borne + 1 if heard.kind is MoveKind.SILENCE else 0
        if self._summed:
            return self._say("goodbye")
        if self._turn == 1:
            return self._opening(heard)
        if heard.time_left < HURRY:
            return self._sum_up()
        answers: dict[MoveKind, Callable[[Heard], str]] = {
            MoveKind.ASK_WHO: self._who,
            MoveKind.OBJECT: self._objection,
            MoveKind.DISCLOSE: self._told_me,
            MoveKind.DEFLECT: self._deflected,
            MoveKind.HURT: self._hurt,
            MoveKind.REBUKE: self._hurt,
            MoveKind.SILENCE: self._quiet,
            MoveKind.CLARIFY: self._unclear,
            MoveKind.PUZZLED: self._unclear,
        }
        return answers.get(heard.kind or MoveKind.GO_ON, self._go_on)(heard)

    def _opening(self, heard: Heard) -> str:
        key = "open_frightened" if self._afraid else "open"
        return self._say(f"{key}_named" if self._brief.slots["named"] else key)

    def _go_on(self, heard: Heard) -> str:
        return self._next(heard)

    def _next(self, heard: Heard) -> str:
        curious = self._asked < ENOUGH_QUESTIONS
        if curious and len(self._done) >= self._asked:
            return self._question()
        if self._todo:
            return self._remedy(heard)
        if curious and heard.time_left > AMPLE:
            return self._question()
        return self._sum_up()

    def _question(self) -> str:
        self._asked += 1
        if self._things and self._phrases.chance(0.5):
            return self._say("look", item=self._things.pop(0))
        if self._asked == 2 and self._brief.slots["named"] and not self._afraid:
            return self._say("invite")
        if self._topics and self._phrases.chance(NAMED_TOPIC):
            topic = self._topics.pop(0)
            key = "question_of_clause" if topic.is_clause else "question_of_topic"
            return self._say(key, topic=topic.called)
        if self._afraid:
            return self._say("question_fear")
        return self._say("question_need" if self._asked <= NEEDS_FIRST else "question_care")

    def _remedy(self, heard: Heard) -> str:
        item = nearest(heard.text, tuple(self._todo), self._draw) or self._todo[0]
        return self._say_item("remedy" if item.of_company else "remedy_of_dossier", item)

    def _say_item(self, key: str, item: Saying) -> str:
        if item in self._todo:
            self._todo.remove(item)
        if item not in self._done:
            self._done.append(item)
        return self._say(key, item=item.text, item_lower=lower(item.text))

    def _told_me(self, heard: Heard) -> str:
        self._topics = [one for one in self._topics if one.id != heard.target]
        given_back = echo(heard.text)
        key = "acknowledge_fear" if self._afraid else "acknowledge"
        heard_you = self._say(key)
        if given_back:
            upper = given_back[:1].upper() + given_back[1:]
            reflected = self._say(
                "reflect_fear" if self._afraid else "reflect", echo=given_back, echo_upper=upper
            )
            heard_you = f"{reflected} {heard_you}" if self._phrases.chance(0.5) else reflected
        if self._phrases.chance(0.4) and not self._afraid:
            return heard_you
        return f"{heard_you} {self._next(heard)}"

    def _objection(self, heard: Heard) -> str:
        wanted = self._brief.remedy_for(heard.target)
        meant = [one for one in self._brief.sayings if one.id in wanted and not one.decoy]
        fresh = [one for one in meant if one in self._todo] or meant
        if not fresh:
            return self._say("objection_plain")
        return self._say_item("objection", self._draw.choice(fresh))

    def _deflected(self, heard: Heard) -> str:
        return f"{self._say('leave_it')} {self._next(heard)}"

    def _quiet(self, heard: Heard) -> str:
        return self._say("quiet") if self._borne <= BORNE else self._next(heard)

    def _hurt(self, heard: Heard) -> str:
        return self._say("answer_hurt")

    def _unclear(self, heard: Heard) -> str:
        return f"{self._say('plainer')} {self._next(heard)}"

    def _who(self, heard: Heard) -> str:
        return self._say("answer_about_me")

    def _sum_up(self) -> str:
        self._summed = True
        while self._todo and not self._done:
            self._done.append(self._todo.pop(0))
        short = [one.text.split(". ")[0].rstrip(".") + "." for one in self._done[:SUMMED_UP]]
        return self._say("sum_up", done=" ".join(short))

    def _say(self, key: str, **slots: str) -> str:
        said = self._phrases.say(key, **slots)
        chat = self._brief.scenario.channel is Channel.CHAT
        return said.replace("’", "'") if chat else said


def _worth_saying(brief: Brief) -> list[Saying]:
    """Remedies, and what the notes hold besides the name: that is said in the first breath."""
    named = brief.slots["named"].lower()
    notes = [
        one
        for one in brief.known(of_company=False)
        if one.worth_using and not (named and named in one.text.lower())
    ]
    return [*notes, *(one for one in brief.known(of_company=True) if one.worth_using)]
