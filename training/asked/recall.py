"""The questions of the personas that ship, as the network reads them when it ships."""

from pathlib import Path

import numpy as np

from simulator.authoring.load import load_persona
from simulator.understanding.learned import FOLDER
from simulator.understanding.recall import ANYBODY, beside, key_of
from simulator.understanding.vectors import Vectors
from simulator.understanding.weights import ASKED, RECALL, TOKENIZER
from training.asked.rows import others, persona_file, shipped


def remember(folder: Path) -> None:
    """Write the vectors of the questions about each fact, and about none, to ``folder``."""
    read = Vectors(folder / ASKED, FOLDER / TOKENIZER)
    rows = [(ANYBODY, text) for text in others().idle]
    for person in shipped():
        facts = load_persona(persona_file(person.name)).facts
        keys = {fact.id: key_of(fact) for fact in facts}
        none = beside(facts)
        rows += [(keys.get(one.fact or "", none), one.text) for one in person.questions]
    kept = np.stack([read.of(text) for _, text in rows]).astype(np.float16)
    np.savez_compressed(folder / RECALL, keys=np.array([key for key, _ in rows]), vectors=kept)
