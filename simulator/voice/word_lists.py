"""Small sets of words, written as one reads them."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text; white space parts them."""
    return frozenset(text.split())
