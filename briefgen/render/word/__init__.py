"""Templates made in Word: a .docx with Jinja tags in its text, and its PDF by way of LibreOffice."""

from briefgen.render.word.office import find_office, pdf_of
from briefgen.render.word.template import write

__all__ = ["find_office", "pdf_of", "write"]
