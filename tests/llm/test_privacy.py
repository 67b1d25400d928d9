"""What model libraries would send home stays off, also when the environment asks for it."""

import os
import subprocess
import sys

ASKS = {
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_TRACING_V2": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "somebody's",
}
WORDS = """
from simulator.llm.chooser import choose
from simulator.settings import Settings
choose(Settings(model="ollama:any"))
choose(Settings(model="openai:any", openai_base_url="http://127.0.0.1:9/v1"))
"""


def test_tracing_stays_off() -> None:
    asked = f"{WORDS}\nfrom langsmith.utils import tracing_is_enabled; print(tracing_is_enabled())"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, **ASKS, "OLLAMA_HOST": "127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
