"""The bare script of the same stack: jieba, pypinyin and genanki, no dictionary, no choice."""

import sys
from pathlib import Path

import genanki
import jieba
from pypinyin import Style, lazy_pinyin

model = genanki.Model(
    1607392319,
    "bare",
    fields=[{"name": "Hanzi"}, {"name": "Pinyin"}],
    templates=[{"name": "Card", "qfmt": "{{Hanzi}}", "afmt": "{{Hanzi}}<hr>{{Pinyin}}"}],
)
deck = genanki.Deck(2059400110, "bare")
text = Path(sys.argv[1]).read_text(encoding="utf-8")
for word in dict.fromkeys(jieba.cut(text)):
    if len(word) > 1 and all("一" <= character <= "鿿" for character in word):
        pinyin = " ".join(lazy_pinyin(word, style=Style.TONE))
        deck.add_note(genanki.Note(model=model, fields=[word, pinyin]))
genanki.Package(deck).write_to_file(sys.argv[2])
