"""A body as a DOCX file: styles, page, foot, and nothing in it that changes from run to run."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from quizgen.worksheet.model import Worksheet
from quizgen.writers.docx.parts import TAB, clean, paragraph, run, twips

_PAPER = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # millimetres
_SIDE, _TOP, _FOOT = 17.0, 11.0, 13.0  # … of the margins
_DATE = datetime(2000, 1, 1)  # of every file, so that what says the same is the same
_SCRIPTS = {
    "simp": {"FONT": "SimSun", "LANG": "zh-CN"},
    "trad": {"FONT": "PMingLiU", "LANG": "zh-TW"},
}


@dataclass(frozen=True, slots=True)
class Page:
    """The paper of a sheet."""

    paper: str

    @property
    def width(self) -> float:
        """Millimetres between the margins."""
        return _PAPER[self.paper][0] - 2 * _SIDE

    @property
    def height(self) -> float:
        """Millimetres from the top margin to the foot."""
        return _PAPER[self.paper][1] - _TOP - _FOOT

    def end_of_passage(self, *, native: bool) -> str:
        """The end of the passage's section; its lines are numbered by the editor if `native`."""
        numbers = f'<w:lnNumType w:countBy="5" w:distance="{twips(3)}" w:restart="newSection"/>'
        return paragraph("", "Break", props=self.section(numbers if native else ""))

    def section(self, more: str = "") -> str:
        """The properties of a section that begins on a page of its own."""
        wide, high = map(twips, _PAPER[self.paper])
        return (
            f'<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"/>'
            f'<w:pgMar w:top="{twips(_TOP)}" w:bottom="{twips(_FOOT)}" w:left="{twips(_SIDE)}"'
            f' w:right="{twips(_SIDE)}" w:header="{twips(6)}" w:footer="{twips(6)}"'
            f' w:gutter="0"/>{more}</w:sectPr>'
        )


def packed(worksheet: Worksheet, title: str, body: str) -> bytes:
    """The file with this body, and at the foot of each page what the sheet says of its source."""
    page = Page(worksheet.paper)
    document = Document()
    document.styles.element[:] = parse_xml(_styles(worksheet, page.width))
    whole = f"<w:body {nsdecls('w')}>{body}{page.section()}</w:body>"
    document.element.body[:] = parse_xml(whole)
    _fill_foot(document, worksheet)
    _speak(document, worksheet.script)
    _describe(document, title, worksheet)
    made = io.BytesIO()
    document.save(made)
    return _without_dates(made)


def _styles(worksheet: Worksheet, width: float) -> bytes:
    """The styles, with what in them depends on the sheet."""
    styles = (files("quizgen.writers.docx") / "styles.xml").read_text(encoding="utf-8")
    half_points = round(2 * worksheet.passage.size) if worksheet.passage else 24
    own = {"RIGHT": f"{twips(width)}", "SIZE": f"{half_points}"}
    for name, value in (_SCRIPTS[worksheet.script] | own).items():
        styles = styles.replace(f"@{name}@", value)
    return styles.encode()


def _fill_foot(document: Docx, worksheet: Worksheet) -> None:
    """Source, page of pages, whose the figures are, the dictionary: on each page."""
    field = '<w:fldSimple w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    pages = field.format("PAGE") + run(" / ") + field.format("NUMPAGES")
    words = f" Words and readings: {worksheet.credit}." if worksheet.credit else ""
    lines = [
        paragraph(f"{run(worksheet.source)}{TAB}{pages}", "Footer"),
        paragraph(run(f"{worksheet.statement}{words}"), "Footer"),
    ]
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    foot._element[:] = parse_xml(f"<w:ftr {nsdecls('w')}>{''.join(lines)}</w:ftr>")


def _speak(document: Docx, script: str) -> None:
    """Name the Chinese of the document's themes, which the template has as Japanese."""
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), _SCRIPTS[script]["LANG"])


def _describe(document: Docx, title: str, worksheet: Worksheet) -> None:
    """Title and subject of the file; who made it, and never when."""
    known = document.core_properties
    known.title, known.subject = clean(title)[:255], clean(worksheet.source)[:255]
    known.author = known.last_modified_by = "quizgen"
    known.comments, known.keywords = "", ""
    known.created = known.modified = _DATE
    known.revision = 1


def _without_dates(made: io.BytesIO) -> bytes:
    """The same archive with the files' dates fixed."""
    out = io.BytesIO()
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
