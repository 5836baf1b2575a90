"""The window's style sheet: `@token` stands for a colour of the theme, and every length in px grows with the scale."""

SHEET = """
* { font-family: "Inter"; font-size: 12px; color: @text; outline: none; }
QMainWindow { background: @panel; }
QDialog { background: @panel; border: 1px solid @line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QWidget[role="panel"] { background: @panel; }
QLabel { background: transparent; }
QLabel[role="wordmark"] { font-size: 15px; font-weight: 700; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="heading"] { font-size: 10.5px; font-weight: 600; color: @faint; }
QLabel[role="mute"] { color: @mute; }
QLabel[role="small"] { font-size: 11px; color: @mute; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="problem"] { font-size: 11px; color: @grad; }
QLabel[role="right"] { font-weight: 600; color: @ok; }
QLabel[role="wrong"] { font-weight: 600; color: @grad; }
QLabel[role="accent"] { font-weight: 600; color: @accent; }
QLabel[role="teal"] { font-weight: 600; color: @teal; }
QLabel[role="mono"] { font-family: "JetBrains Mono"; }
QLabel[role="monomute"] { font-family: "JetBrains Mono"; font-size: 11px; color: @mute; }
QLabel[role="monosmall"] { font-family: "JetBrains Mono"; font-size: 11px; }
QLabel[role="value"] { font-family: "JetBrains Mono"; font-size: 15px; font-weight: 600; color: @value; }
QLabel[role="gradient"] { font-family: "JetBrains Mono"; font-size: 15px; font-weight: 600; font-style: italic;
    color: @grad; }
QLabel[role="formula"] { font-size: 13px; }
QLabel[role="cardgradient"] { font-family: "JetBrains Mono"; font-style: italic; color: @grad; }
QLabel[role="update"] { font-family: "JetBrains Mono"; font-size: 13px; font-weight: 600; color: @pos; }
QLabel[role="cellvalue"] { font-family: "JetBrains Mono"; color: @value; }
QLabel[role="celldiffers"] { font-family: "JetBrains Mono"; font-weight: 600; color: @accent; }
QLabel[role="key"] { font-family: "JetBrains Mono"; font-size: 11px; background: @chip; border-radius: 4px;
    padding: 2px 6px; }
QFrame[role="hairline"], QWidget[role="hairlines"] { background: @line; border: none; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }

QToolButton { background: transparent; border: none; border-radius: 6px; padding: 4px 8px; color: @mute;
    font-size: 12.5px; }
QToolButton:hover { background: @chip; color: @text; }
QToolButton:pressed { background: @line; }
QToolButton:focus { background: @chip; border: 1px solid @accent; }
QToolButton:disabled { color: @gateline; background: transparent; }
QToolButton::menu-indicator { image: none; width: 0px; }
QToolButton[role="notice"] { background: @accentbg; color: @accent; font-size: 11.5px; padding: 3px 6px; }
QToolButton[role="slim"] { padding: 4px 2px; }
QToolButton[role="round"] { background: @chip; border-radius: 14px; padding: 0px;
    min-width: 28px; max-width: 28px; min-height: 28px; max-height: 28px; }
QToolButton[role="round"]:hover { background: @line; }
QToolButton[role="round"]:focus { border: 1px solid @accent; min-width: 26px; max-width: 26px;
    min-height: 26px; max-height: 26px; }
QToolButton[role="round"]:disabled { background: transparent; }
QToolButton[role="handle"] { background: @panel; border: 1px solid @line; border-radius: 10px; padding: 0px; }
QToolButton[role="handle"]:hover { background: @accentbg; border-color: @accent; }
QToolButton[role="handle"]:focus { border-color: @accent; }
QToolButton[role="name"] { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 1px 4px 1px 6px;
    font-size: 11px; color: @text; }
QToolButton[role="name"]:hover, QToolButton[role="name"]:focus { border-color: @accent; }
QFrame[role="handle"] { background: @panel; border: 1px solid @line; border-radius: 6px; }
QToolButton[role="play"] { background: @accent; border-radius: 17px; padding: 0px;
    min-width: 34px; max-width: 34px; min-height: 34px; max-height: 34px; }
QToolButton[role="play"]:focus { border: 2px solid @text; min-width: 30px; max-width: 30px; min-height: 30px;
    max-height: 30px; }
QToolButton[role="play"]:disabled { background: @line; }

QPushButton { background: @chip; border: 1px solid transparent; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { background: @line; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @gateline; }
QPushButton:default, QPushButton[role="primary"] { background: @accentbg; color: @accent; font-weight: 600; }
QPushButton[role="segment"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 0px 11px; color: @mute; min-height: 20px; }
QPushButton[role="level"] { background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 0px 7px; color: @mute; min-height: 17px; font-size: 11.5px; }
QPushButton[role="segment"]:hover, QPushButton[role="level"]:hover { color: @text; }
QPushButton[role="segment"]:checked, QPushButton[role="level"]:checked { color: @text; font-weight: 600; }
QPushButton[role="segment"]:focus, QPushButton[role="level"]:focus { border-color: @accent; }
QPushButton[role="segment"]:disabled, QPushButton[role="level"]:disabled { color: @gateline; }
QPushButton[role="pick"] { background: transparent; border: 1px solid transparent; padding: 3px 6px; font-weight: 600;
    font-size: 12.5px; }
QPushButton[role="pick"]:hover { background: @chip; }
QPushButton[role="pick"]:focus { border-color: @accent; }
QPushButton[role="choice"] { background: transparent; text-align: left; padding: 4px 8px; }
QPushButton[role="choice"]:hover { background: @chip; }
QPushButton[role="choice"]:checked { background: @accentbg; color: @accent; font-weight: 600; }
QPushButton[role="choice"]:focus { border-color: @accent; }
QPushButton[role="bit"] { font-family: "JetBrains Mono"; color: @mute; padding: 4px 0px; }
QPushButton[role="bit"]:checked { background: @accentbg; color: @accent; font-weight: 600; }
QPushButton[role="bit"]:focus { border-color: @accent; }

QLineEdit { background: @chip; border: 1px solid transparent; border-radius: 6px; padding: 3px 7px; min-height: 18px;
    selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit[role="number"] { font-family: "JetBrains Mono"; }
QLineEdit:hover { border-color: @line; }
QLineEdit:focus { border-color: @accent; background: @panel; }
QLineEdit[bad="true"] { border-color: @grad; color: @grad; }
QLineEdit:disabled, QLineEdit:read-only { color: @mute; }
QLineEdit[role="cell"] { font-family: "JetBrains Mono"; padding: 0px 5px; border-radius: 4px; min-height: 0px;
    border-color: @accent; background: @panel; }
QLineEdit[role="cell"][bad="true"] { border-color: @grad; }
QLabel[bad="true"] { color: @grad; }

QScrollArea, QScrollArea > QWidget > QWidget[role="panel"] { background: @panel; border: none; }
QScrollArea[drawer="true"] { border-left: 1px solid @line; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; }
QScrollBar::handle:vertical { background: @line; border-radius: 3px; min-height: 24px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @gateline; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; }
QScrollBar::handle:horizontal { background: @line; border-radius: 3px; min-width: 24px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractScrollArea::corner { background: @panel; border: none; }

QSlider { min-height: 18px; }
QSlider::groove:horizontal { background: @line; height: 3px; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @accent; height: 3px; border-radius: 1px; }
QSlider::handle:horizontal { background: @panel; border: 2px solid @accent; width: 9px; height: 9px;
    margin: -5px 0px; border-radius: 6px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: @accent; }
QSlider::sub-page:horizontal:disabled { background: @line; }
QSlider::handle:horizontal:disabled { border-color: @gateline; }
QSlider:focus { background: transparent; }

QMenuBar { background: @panel; }
QMenuBar::item { padding: 4px 8px; background: transparent; color: @mute; border-radius: 4px; }
QMenuBar::item:selected { background: @chip; color: @text; }
QMenu { background: @panel; border: 1px solid @line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu[role="long"]::item { padding: 3px 24px 3px 12px; }
QMenu::item:selected { background: @accentbg; }
QMenu::item:disabled { color: @gateline; }
QMenu::separator { background: @line; height: 1px; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 6px; font-size: 11.5px; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QProgressBar { background: @chip; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QAbstractItemView { background: @panel; border: none; selection-background-color: @accentbg; selection-color: @text; }
QTableView { selection-background-color: transparent; }
QTableView[role="rows"] { selection-background-color: @accentbg; }
QTableView::indicator { width: 12px; height: 12px; border: 1px solid @gateline; border-radius: 3px; background: @panel; }
QTableView::indicator:checked { background: @accent; border-color: @accent; }
QTableView::indicator:disabled { border-color: @line; background: @chip; }
QHeaderView::section { background: @panel; border: none; color: @faint; font-size: 10.5px; padding: 2px 4px; }
QLabel[verdict="ok"] { color: @ok; }
QLabel[verdict="bad"] { color: @grad; }
QComboBox QAbstractItemView { border: 1px solid @line; border-radius: 6px; padding: 3px; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0px 8px; border-radius: 4px; }
QFrame[role="question"] { background: @chip; border: none; border-radius: 8px; }
QFrame[role="question"] QLineEdit { background: @panel; border-color: @line; }
QFrame[role="question"] QLineEdit:focus { border-color: @accent; }
QFrame[role="question"] QLineEdit[bad="true"] { border-color: @grad; }
QFrame[role="question"] QPushButton { background: @panel; border-color: @line; }
QFrame[role="question"] QPushButton:hover { border-color: @gateline; }
QFrame[role="question"] QPushButton:focus { border-color: @accent; }
QFrame[role="question"] QPushButton[role="primary"] { background: @accentbg; border-color: transparent; }
QFrame[role="question"] QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: @mute;
    padding: 3px 8px; }
QFrame[role="question"] QPushButton[role="quiet"]:hover { color: @accent; }
QFrame[role="question"] QPushButton[role="quiet"]:focus { border-color: @accent; }
QPushButton[role="answer"] { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 0px; }
QPushButton[role="answer"]:hover, QPushButton[role="answer"]:focus { border-color: @accent; }
QPushButton[role="answer"]:disabled { background: transparent; }
QPushButton[role="answer"][right="true"] { background: @panel; border-color: @ok; }
QTextEdit { background: transparent; border: none; padding: 0px; selection-background-color: @accent; selection-color: @onaccent; }
QPlainTextEdit { font-family: "JetBrains Mono"; font-size: 12.5px; background: @canvas; border: none;
    selection-background-color: @accent; selection-color: @onaccent; }
QFrame[role="notice"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[role="card"] { background: @chip; border: 1px solid transparent; border-radius: 8px; }
QFrame[role="card"]:hover { border-color: @line; }
QFrame[role="card"]:focus { border-color: @accent; }
"""
