"""The Anki deck: what goes on the cards, what they look like, and the package they travel in.

- `notes`: the notes of a lesson, their identities, tags and deck names
- `word_fields`, `fact_fields`: what stands in each field
- `passage`, `markup`, `script`: Chinese and English as safe HTML, with ruby, in either script
- `note_types`: the two note types, frozen; `templates/`: their HTML and CSS
- `package`, `older`: the `.apkg`, and what is kept from the one before it
"""
