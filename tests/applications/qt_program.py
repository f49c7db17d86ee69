"""A small program of Qt's: prints a page, through QPrintDialog as every Qt program shows it, or to a PDF file.

    qt_program.py 5|6 DOCUMENT [PDF]

DOCUMENT is plain text, or HTML as far as Qt knows it. SPDX-License-Identifier: GPL-3.0-or-later
"""

import importlib
import pathlib
import sys

QT = f"PyQt{sys.argv[1]}"
QtWidgets, QtGui, QtPrintSupport = (importlib.import_module(f"{QT}.{part}")
                                    for part in ("QtWidgets", "QtGui", "QtPrintSupport"))

application = QtWidgets.QApplication(["letter"])
printer = QtPrintSupport.QPrinter(QtPrintSupport.QPrinter.PrinterMode.HighResolution)
printer.setDocName("letter")


def is_wanted() -> bool:
    if len(sys.argv) > 3:
        printer.setOutputFormat(QtPrintSupport.QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(sys.argv[3])
        return True
    dialog = QtPrintSupport.QPrintDialog(printer)
    dialog.setWindowTitle("Print")
    return bool(dialog.exec())


if is_wanted():
    document = QtGui.QTextDocument()
    source = pathlib.Path(sys.argv[2])
    (document.setHtml if source.suffix == ".html" else document.setPlainText)(source.read_text("utf-8"))
    (document.print_ if QT == "PyQt5" else document.print)(printer)
