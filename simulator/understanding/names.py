"""What a name looks like, wherever it comes from: Zoë, D'Angelo, van der Berg, Олена, 王小明."""

_CAPITALS = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
_UNCASED = "\u0590-\u1cff\u3040-\u9fff\uac00-\ud7a3"
"""Letters of scripts that have no capitals, from Hebrew to Hangul."""
_PARTICLES = "van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|ten|abu"

NAME = rf"(?:[{_CAPITALS}](?=[\w'’-]*[^\W\d_A-Z])[\w'’-]+|[{_UNCASED}]+)"
"""One word of a name, as a regex: a capital and at least one letter that isn't, or no capitals at
all where the script has none."""
LEADING = rf"(?:(?:{_PARTICLES})\s+){{0,3}}"
"""The small words that a surname may begin with, as a regex; may match nothing."""
CAPITAL = f"[{_CAPITALS}{_UNCASED}]"
"""The first letter of a name, as a regex."""
