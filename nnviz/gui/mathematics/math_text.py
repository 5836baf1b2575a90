"""A paragraph or several: Markdown with mathematics, typeset, as high as it needs to be."""

import math
from itertools import product

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from nnviz.drawing.theme import MONO
from nnviz.gui.mathematics.typeset import formula_image, line_image, typeset
from nnviz.gui.widget.style import Style
from nnviz.session.lesson_text import split_mathematics

_FIRST_MARK = 0xE000  # of the private use area: stands for a formula until it is put there
_LEADING = 4.0  # between lines
_MATHEMATICS = 1.1  # its letters are smaller than those of the text of the same size
_GAP = 8.0  # between paragraphs
_CLOSING = tuple(".,;:?!)")  # set with the formula that they follow: Qt would let a line end between the two
_NOTHING = "\u200b"  # of no width, but of the text's height: a formula alone in a cell stands on the row's baseline
_TRIAL = 100.0  # points: a size at which a font is measured


class MathText(QTextEdit):
    """Text that can be selected, of one size and colour; mathematics stands on the line, displayed mathematics by itself."""

    def __init__(self, style: Style, size: float = 13.0, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._size, self._token = style, size, token
        self._text = ""
        self._laid_out: tuple[object, ...] = ()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        style.changed.connect(self._rebuild)

    @property
    def text(self) -> str:
        """What it shows, as it was given."""
        return self._text

    def show_text(self, text: str, token: str = "") -> None:
        """Shows other Markdown, in another colour of the theme perhaps."""
        if (text, token or self._token) != (self._text, self._token):
            self._text, self._token = text, token or self._token
            self._rebuild()
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        """The height of its text."""
        return QSize(200, math.ceil(self.document().size().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew; formulas too wide for the room are made smaller."""
        super().resizeEvent(event)
        self._rebuild()

    def _rebuild(self) -> None:
        """Sets the text anew where it, the room or the style is another."""
        room = self.viewport().width()
        state = (self._text, self._token, self._style.theme, self._style.scale, room, self.devicePixelRatioF())
        if state == self._laid_out:
            return
        self._laid_out = state
        document = self.document()
        document.clear()
        document.setDefaultFont(self._style.font(self._size))
        pieces = split_mathematics(self._text)
        formulas = pieces[1::2]
        for at in range(len(formulas)):
            mark = chr(_FIRST_MARK + at)
            pieces[2 * at + 1] = f"\n\n{mark}\n\n" if formulas[at].startswith("$$") else mark
            if pieces[2 * at].endswith("| "):
                pieces[2 * at + 1] = _NOTHING + mark
            if pieces[2 * at + 2][:1] in _CLOSING and not formulas[at].startswith("$$"):
                formulas[at] = f"{formulas[at].strip('$')}\\text{{{pieces[2 * at + 2][0]}}}"
                pieces[2 * at + 2] = pieces[2 * at + 2][1:]
        document.setIndentWidth(self._style.px(16))
        document.setMarkdown("".join(pieces))
        self._format()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._format_table(frame)
        for at, formula in enumerate(formulas):
            self._put(chr(_FIRST_MARK + at), formula, room)
        document.setTextWidth(room)
        self.setFixedHeight(math.ceil(document.size().height()) or 1)

    def _format(self) -> None:
        """One colour, lines and paragraphs at the house's distances, code in the mono face."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        colored = QTextCharFormat()
        colored.setForeground(self._style.color(self._token))
        cursor.mergeCharFormat(colored)
        block = self.document().begin()
        while block.isValid():
            spaced = QTextBlockFormat()
            spaced.setLineHeight(self._style.px(_LEADING), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
            spaced.setTopMargin(0)
            last = not block.next().isValid()
            in_list = block.textList() is not None
            spaced.setBottomMargin(0 if last else self._style.px(_GAP / 2 if in_list else _GAP))
            place = QTextCursor(block)
            place.mergeBlockFormat(spaced)
            self._set_faces(block)
            block = block.next()

    def _format_table(self, table: QTextTable) -> None:
        """Without lines; a quiet head."""
        px = self._style.px
        spaced = table.format()
        spaced.setBorder(0)
        spaced.setCellSpacing(0)
        spaced.setCellPadding(0)
        spaced.setTopMargin(px(_GAP))
        table.setFormat(spaced)
        for row, column in product(range(table.rows()), range(table.columns())):
            cell = table.cellAt(row, column)
            room = cell.format().toTableCellFormat()
            room.setRightPadding(px(18))
            room.setBottomPadding(px(4))
            cell.setFormat(room)
            cursor = cell.firstCursorPosition()
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            block, letters = QTextBlockFormat(), QTextCharFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignLeft)
            block.setBottomMargin(0)
            cursor.mergeBlockFormat(block)
            if row == 0:
                letters.setForeground(self._style.color("mute"))
                letters.setFontWeight(QFont.Weight.Normal)
            cursor.mergeCharFormat(letters)

    def _set_faces(self, block: QTextBlock) -> None:
        """Code in the mono face, and the one heavier weight that the faces have."""
        fragments = block.begin()
        while not fragments.atEnd():
            fragment, face = fragments.fragment(), QTextCharFormat()
            if fragment.charFormat().fontFixedPitch():
                face.setFontFamilies([MONO])
            if fragment.charFormat().fontWeight() > QFont.Weight.Normal:
                face.setFontWeight(QFont.Weight.DemiBold)
            cursor = QTextCursor(self.document())
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(face)
            fragments += 1

    def _put(self, mark: str, formula: str, room: int) -> None:
        """Puts a formula where its mark stands; what is no LaTeX is shown as it is written."""
        cursor = self.document().find(mark)
        placed = QTextImageFormat()
        latex = formula.strip("$").strip()
        size, color = self._style.px(self._size * _MATHEMATICS), self._style.color(self._token).name()
        try:
            if formula.startswith("$$"):
                image = formula_image(latex, size, color, self.devicePixelRatioF())
            else:
                image = self._line_image(latex, size, color, placed)
        except ValueError:
            cursor.insertText(latex)
            return
        name = f"formula:{ord(mark)}"
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        placed.setName(name)
        wanted = image.deviceIndependentSize()
        share = min(1.0, room / wanted.width()) if room > 0 else 1.0
        placed.setWidth(wanted.width() * share)
        placed.setHeight(wanted.height() * share)
        cursor.insertImage(placed)

    def _line_image(self, latex: str, size: int, color: str, placed: QTextImageFormat) -> QImage:
        """The formula on the text's baseline, to the pixel.

        Qt lets an image reach as far below the baseline as its format's font does. A font that reaches down so many
        whole pixels keeps the picture sharp, and in step with the letters.
        """
        below = math.ceil(typeset(latex, size, True).depth)
        font = self._style.font(self._size)
        font.setPointSizeF(_TRIAL)
        font.setPointSizeF(_TRIAL * below / QFontMetricsF(font).descent())
        placed.setFont(font)
        placed.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        return line_image(latex, size, color, self.devicePixelRatioF(), below)
