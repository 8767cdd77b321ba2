"""chineseflashcards 0.4.7 with its author's list of words, over the words that jieba cuts.

A word of the list brings its examples; another is looked up in the package's CC-CEDICT, and left
out where that has several entries (the package asks its user then).
"""

import sys
from pathlib import Path

import genanki
import jieba
from chineseflashcards import ChineseDeck, MultipleMatchingWordsException, NoMatchingWordsException
from chinesevocablist import VocabList

known = VocabList.load().simp_to_word
deck = ChineseDeck(2059400111, "article")
for word in dict.fromkeys(jieba.cut(Path(sys.argv[1]).read_text(encoding="utf-8"))):
    try:
        if word in known:
            deck.add_vocab_list_word(known[word])
        elif all("一" <= character <= "鿿" for character in word):
            deck.add_word(word)
    except (MultipleMatchingWordsException, NoMatchingWordsException):
        continue
genanki.Package(deck).write_to_file(sys.argv[2])
