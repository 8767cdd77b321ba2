"""Notes straight into a running Anki, through the add-on AnkiConnect (API version 6).

- `client`: a question, its answer, and every way that can go wrong as one line
- `note_types`: the two note types as Anki holds them, made where they are missing
- `held`: the notes that Anki has already
- `plan`: which notes are new, which say something new, which are left alone
- `pushing`: adding and updating them, and reading back what came of it

In a push three calls follow each other, with the notes made in between:

    client = connect("http://127.0.0.1:8765")
    held = read_notes(client)
    pushed = push(client, notes, held)

AnkiConnect has no action for the description of a deck, the position of a new card, the sort
field of a note type or the GUID of a note: only a package sets those. Since GUIDs differ, a
package of the same notes must not be imported after the first push (before it is fine).
"""

from quizgen.anki_connect.client import DEFAULT_URL, Client, connect
from quizgen.anki_connect.held import read_notes
from quizgen.anki_connect.pushing import Pushed, push

__all__ = ["DEFAULT_URL", "Client", "Pushed", "connect", "push", "read_notes"]
