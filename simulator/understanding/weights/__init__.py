"""The learned reader's weights: the names of the files that lie here."""

NETWORK, TOKENIZER, CARD = "reader.onnx", "tokenizer.json", "card.json"
FILES = (NETWORK, TOKENIZER, CARD)
