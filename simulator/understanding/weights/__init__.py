"""The weights that ship: the names of the files that lie here."""

NETWORK, TOKENIZER, CARD = "reader.onnx", "tokenizer.json", "card.json"
FILES = (NETWORK, TOKENIZER, CARD)
"""What the learned reader needs."""
LANDING = "landing.json"
"""How much each label says for or against a turn; read beside the network, and fitted after it."""
ASKED, ASKED_CARD = "asked.onnx", "asked.json"
RECALL = "asked.npz"
ASKED_FILES = (ASKED, RECALL, TOKENIZER, ASKED_CARD)
"""What tells which fact a question is about."""
