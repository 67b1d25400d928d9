"""A call in and out: exact JSON both ways, and WebVTT, Markdown and HTML for people."""

from simulator.conversation.call_file import from_json, read_call, to_json
from simulator.conversation.html_page import to_html
from simulator.conversation.markdown import to_markdown
from simulator.conversation.view import Section
from simulator.conversation.vtt import to_vtt

__all__ = ["Section", "from_json", "read_call", "to_html", "to_json", "to_markdown", "to_vtt"]
