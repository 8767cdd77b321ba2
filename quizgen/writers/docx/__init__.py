"""The worksheet and its key as DOCX files, for a teacher to change.

`parts` are runs, paragraphs and tables as text, `ruby` words with their readings, `passage`,
`tasks`, `sheet` and `key` the parts of a Worksheet, `package` the file around them with the styles
of `styles.xml`: whoever wants another font or more room changes a style, not a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.worksheet.model import Worksheet
from quizgen.writers.docx.key import key_xml
from quizgen.writers.docx.package import Page, packed
from quizgen.writers.docx.sheet import sheet_xml

__all__ = ["key_bytes", "sheet_bytes"]


def sheet_bytes(worksheet: Worksheet, *, with_key: bool = False) -> bytes:
    """The sheet as a DOCX, its key on pages of their own at the end if `with_key`."""
    page = Page(worksheet.paper)
    body = sheet_xml(worksheet, page, worksheet.pinyin)
    if with_key:
        body += key_xml(worksheet, page.width)
    return packed(worksheet, worksheet.title, body)


def key_bytes(worksheets: Sequence[Worksheet]) -> bytes:
    """The keys of a sheet's versions as a DOCX, each on pages of its own."""
    first = worksheets[0]
    page = Page(first.paper)
    keys = "".join(key_xml(worksheet, page.width) for worksheet in worksheets)
    return packed(first, f"Key: {first.title}", keys)
