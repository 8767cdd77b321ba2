"""autoanki 1.2.2 as its README uses it: a book, its definitions, a deck."""

import sys
import tempfile
from pathlib import Path

from autoanki import AutoAnki

database = str(Path(tempfile.mkdtemp()) / "words.db")
AutoAnki.create_database(database)
book = AutoAnki("zh", database_filepath=database)
book.add_book_from_string(Path(sys.argv[1]).read_text(encoding="utf-8"), "article")
book.complete_unfinished_definitions()
book.create_deck("Deck", sys.argv[2].removesuffix(".apkg"))
