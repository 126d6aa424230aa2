"""Numbered sheets of one form: laid out once, then each copy gets its number and its QR code.

The form carries a text with all digits in a face of its own (`SHEET`); the glyphs of that text are what numbers are
written with. The first copy keeps its tags. The others repeat the same words, so that they are artifacts: who listens
to the file hears the form once, who prints it gets every sheet.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import qrcode
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Pdf, String
from qrcode.constants import ERROR_CORRECT_M

from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.walk import walk

#: Family of the number's face; the same font file as the text, so that only the number carries its name.
SHEETS_FAMILY = "SHEET"
#: What stands in place of the number in the form: every glyph that a number may need.
FAMILY_DIGITS = "0123456789_"
MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
#: Side of the code, and its distance from the right and lower edge of the page, in points.
CODE_SIDE, CODE_RIGHT, CODE_BOTTOM = 51, 42.5, 14.2
QR_MASK = 3


@dataclass(frozen=True)
class Sheet:
    """A copy: its number in words and what its code says."""

    number: str
    code: str


def write_sheets(form: Path, output: Path, sheets: Sequence[Sheet]) -> None:
    """Write a file with a copy of the form for each sheet; copies start on a right-hand page.

    Raises `PdfError` for a form without room for the number, or when the file would have a fault.
    """
    with Pdf.open(form) as pdf:
        pages = [_Page(pdf, page) for page in pdf.pages]
        blank = len(sheets) > 1 and len(pages) % 2 == 1
        for place, sheet in enumerate(sheets):
            code = _picture(pdf, sheet.code)
            for page in pages:
                page.fill(sheet.number, code) if place == 0 else pdf.pages.append(page.copy(sheet.number, code))
            if blank:
                pdf.pages.append(pages[0].blank())
        _label(pdf, sheets, len(pages) + blank)
        faults = walk(pdf)
        if faults:
            raise PdfError(f"{faults[0].kind}: {faults[0].detail}")
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@dataclass(frozen=True)
class _Slot:
    """Where the number stands among the operators of a page, the words around it, and the glyphs of its face."""

    place: int
    words: str
    glyphs: dict[str, str]


class _Page:
    """A page of the form, cut where the number stands: once with its tags, once bare for the copies."""

    def __init__(self, pdf: Pdf, page: pikepdf.Page) -> None:
        self._pdf, self._page = pdf, page
        # WeasyPrint draws pictures from resources, so that no page has one among its operators.
        operators = [one for one in pikepdf.parse_content_stream(page) if isinstance(one, ContentStreamInstruction)]
        bare = [one for one in operators if str(one.operator) not in MARKS]
        faces = _faces(page)
        self._slot = _slot_of(operators, faces)
        self._tagged = _cut(operators, self._slot.place)
        before, after = _cut(bare, _slot_of(bare, faces).place)
        self._bare = b"/Artifact BMC\n" + before, after + b"\nEMC"
        _left, bottom, right, _top = (float(side) for side in page.mediabox)
        self._corner = right - CODE_RIGHT - CODE_SIDE, bottom + CODE_BOTTOM

    def fill(self, number: str, code: pikepdf.Object) -> None:
        """Write the number and the code on the page itself."""
        self._page.obj.Contents = self._written(self._tagged, number)
        self._page.obj.Resources = self._resources(code)

    def copy(self, number: str, code: pikepdf.Object) -> pikepdf.Page:
        """Return another page that looks the same and has its own number and code."""
        return self._new(self._written(self._bare, number), self._resources(code))

    def blank(self) -> pikepdf.Page:
        """Return an empty page, so that no copy starts on the back of another one."""
        return self._new(self._pdf.make_stream(b""), Dictionary())

    def _new(self, contents: pikepdf.Object, resources: pikepdf.Object) -> pikepdf.Page:
        page = Dictionary(Type=Name.Page, MediaBox=self._page.obj.MediaBox, Resources=resources, Contents=contents)
        return pikepdf.Page(self._pdf.make_indirect(page))

    def _resources(self, code: pikepdf.Object) -> pikepdf.Object:
        own = dict(self._page.obj.Resources.items())
        pictures = dict(own.get("/XObject", Dictionary()).items())
        return Dictionary({**own, "/XObject": Dictionary({**pictures, "/SheetCode": code})})

    def _written(self, parts: tuple[bytes, bytes], number: str) -> pikepdf.Object:
        text = self._slot.words.replace(FAMILY_DIGITS, number)
        glyphs = "".join(self._slot.glyphs[letter] for letter in text).encode()
        x, y = self._corner
        code = b"\n/Artifact BMC\nq %d 0 0 %d %.2f %.2f cm /SheetCode Do Q\nEMC" % (CODE_SIDE, CODE_SIDE, x, y)
        content = b"q\n" + parts[0] + b"\n[<" + glyphs + b">] TJ\n" + parts[1] + b"\nQ" + code
        stream = self._pdf.make_stream(zlib.compress(content))
        stream.Filter = Name.FlateDecode
        return stream


def _faces(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """Return glyph → letter for each face of the number, by its name on the page; two glyphs may be one letter."""
    fonts = page.obj.Resources.get("/Font", Dictionary())
    return {name: _glyphs(font) for name, font in fonts.items() if f"+{SHEETS_FAMILY}" in str(font.BaseFont)}


def _glyphs(font: pikepdf.Object) -> dict[str, str]:
    pairs = BFCHAR.findall(font.ToUnicode.read_bytes())
    return {glyph.decode(): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in pairs}


def _slot_of(operators: Sequence[ContentStreamInstruction], faces: dict[str, dict[str, str]]) -> _Slot:
    letters: dict[str, str] = {}
    for place, one in enumerate(operators):
        if str(one.operator) == "Tf":
            letters = faces.get(str(one.operands[0]), {})
        elif str(one.operator) == "TJ" and FAMILY_DIGITS in (words := _text(one, letters)):
            return _Slot(place, words, {letter: glyph for glyph, letter in letters.items()})
    raise PdfError("The form has no room for the number of its sheet")


def _cut(operators: Sequence[ContentStreamInstruction], place: int) -> tuple[bytes, bytes]:
    """Return the content before and behind one operator."""
    return pikepdf.unparse_content_stream(operators[:place]), pikepdf.unparse_content_stream(operators[place + 1 :])


def _text(operator: ContentStreamInstruction, letters: dict[str, str]) -> str:
    shown = "".join(bytes(part).hex() for part in operator.operands[0] if isinstance(part, String))
    return "".join(letters.get(shown[at : at + 4], "?") for at in range(0, len(shown), 4))


def _picture(pdf: Pdf, words: str) -> pikepdf.Object:
    """Return a QR code as a picture of one dot for each of its modules."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=QR_MASK)
    code.add_data(words)
    rows = code.get_matrix()
    picture = pdf.make_stream(b"".join(map(_row_of_dots, rows)))
    picture.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=len(rows),
            Height=len(rows),
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            Interpolate=False,
        )
    )
    return picture


def _row_of_dots(row: Sequence[bool]) -> bytes:
    bits = "".join("0" if dark else "1" for dark in row)
    length = -(-len(bits) // 8)
    return int(bits.ljust(length * 8, "1"), 2).to_bytes(length, "big")


def _label(pdf: Pdf, sheets: Sequence[Sheet], length: int) -> None:
    """Name pages by their sheet: 0147-2 is what a program offers to print."""
    if len(sheets) > 1:
        labels = Array(_labels(sheets, length))
        pdf.Root.PageLabels = Dictionary(Nums=labels)


def _labels(sheets: Sequence[Sheet], length: int) -> Iterator[object]:
    for place, sheet in enumerate(sheets):
        yield place * length
        yield Dictionary(S=Name.D, P=String(f"{sheet.number}-"))
