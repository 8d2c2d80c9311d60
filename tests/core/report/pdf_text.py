"""What stands in a PDF, read with another library than the one that wrote it."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def page_texts(path: Path) -> list[str]:
    """The text of each page as a reader copies it."""
    document = pdfium.PdfDocument(path)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Text without any blank, so that line ends and broken words do not matter."""
    return "".join(text.replace("\ufffe", "").split())


def page_labels(path: Path) -> list[str]:
    """The labels of the pages as a viewer shows them."""
    document = pdfium.PdfDocument(path)
    try:
        return [document.get_page_label(number) for number in range(len(document))]
    finally:
        document.close()


def outline(path: Path) -> list[tuple[int, str, int]]:
    """The outline as (level, title, page number from 0)."""
    document = pdfium.PdfDocument(path)
    try:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    finally:
        document.close()


def fonts_of(path: Path) -> dict[str, bool]:
    """Every font that a text object uses, by name, and whether it is embedded."""
    document = pdfium.PdfDocument(path)
    found: dict[str, bool] = {}
    try:
        for page in document:
            for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(thing.raw)
                buffer = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(font, buffer, 200)
                found[buffer.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
            page.close()
        return found
    finally:
        document.close()


def links_of(path: Path) -> list[str]:
    """Every web address that the PDF links to."""
    document = pdfium.PdfDocument(path)
    found = []
    try:
        for page in document:
            start, link = ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(start), ctypes.byref(link)):
                action = raw.FPDFLink_GetAction(link)
                if action:
                    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
                    buffer = ctypes.create_string_buffer(size)
                    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
                    found.append(buffer.value.decode())
            page.close()
        return found
    finally:
        document.close()
