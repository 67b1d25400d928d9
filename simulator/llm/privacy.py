"""Nothing leaves this machine: switches off what model libraries would send home by themselves."""

import os

OFF = {
    # LangChain traces every prompt to a service when one of these is set, under four old names.
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def keep_private() -> None:
    """Switch tracing and telemetry off for this process, whatever the environment asks for.

    Call it before the first import of LangChain or the hub client: both read once.
    """
    os.environ.update(OFF)
