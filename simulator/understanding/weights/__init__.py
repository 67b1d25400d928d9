"""The learned reader's weights: the names of the files that lie here."""

NETWORK, TOKENIZER, CARD = "reader.onnx", "tokenizer.json", "card.json"
FILES = (NETWORK, TOKENIZER, CARD)
LANDING = "landing.json"
"""How much each label says for or against a turn; read beside the network, and fitted after it."""
