"""A small program of Qt's: opens QPrintDialog and prints a page with what stands in the text file TEXT.

    qt_program.py 5|6 TEXT

The dialog is the one that every Qt program uses. SPDX-License-Identifier: GPL-3.0-or-later
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
dialog = QtPrintSupport.QPrintDialog(printer)
dialog.setWindowTitle("Print")
run = dialog.exec if hasattr(dialog, "exec") else dialog.exec_
if run() == QtWidgets.QDialog.DialogCode.Accepted:
    document = QtGui.QTextDocument()
    document.setPlainText(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    (document.print_ if QT == "PyQt5" else document.print)(printer)
