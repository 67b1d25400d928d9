"""Default rules by archetype, and how a persona's own take their place."""

import re

import pytest

from simulator.authoring.archetypes import default_rules, effective_rules
from simulator.authoring.persona import Rule
from simulator.vocabulary import Act, Archetype, Fault, Variable
from tests.support.content import minimal_persona


@pytest.mark.parametrize("archetype", list(Archetype))
def test_every_archetype_has_rules_for_what_matters(archetype: Archetype) -> None:
    covered = {key for rule in default_rules(archetype) for key in rule.on}
    assert covered >= {Act.INTRODUCE, Act.REFLECT, Act.OPEN_QUESTION, Act.SMALL_TALK}
    assert covered >= set(Fault) - {Fault.MONOLOGUE}, "a monologue is paid for by its length"


@pytest.mark.parametrize("archetype", list(Archetype))
def test_no_fault_ever_pays(archetype: Archetype) -> None:
    for rule in default_rules(archetype):
        if set(rule.on) & set(Fault):
            for variable, by in rule.move.items():
                assert by >= 0 if variable is Variable.DISTRESS else by <= 0


@pytest.mark.parametrize("archetype", list(Archetype))
def test_reasons_are_about_the_act_and_name_nobody(archetype: Archetype) -> None:
    for rule in default_rules(archetype):
        assert not re.search(r"\b(?:she|he|her|his|him)\b", rule.because), rule.because
        assert not rule.because.endswith(".")


def test_a_rule_of_the_personas_own_replaces_the_default_for_its_act_alone() -> None:
    own = Rule.model_validate(
        {"on": ("injection",), "move": {"trust": -0.3}, "because": "what was that"}
    )
    persona = minimal_persona().model_copy(update={"rules": (own,)})
    rules = effective_rules(persona)
    assert [rule for rule in rules if Fault.INJECTION in rule.on] == [own]
    assert any(rule.on == (Act.META_TALK,) for rule in rules)
