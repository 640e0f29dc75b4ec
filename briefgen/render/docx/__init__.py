"""The DOCX writer: a Document as a Word file in named styles, built with python-docx.

``base`` makes the empty file with its styles, ``styles`` says how they look, ``page`` has
paper, header and footer, ``blocks``, ``inline``, ``tables`` and ``numbering`` write the
content, ``oxml`` has the elements for which python-docx has no interface, ``package``
gives the file its properties and its fixed bytes, and ``writer`` runs them all.

Styles are looked up by name, and those that a file has already stay as they are, so a
file of the user's own can take the place of the empty one.
"""

from briefgen.render.docx.writer import write

__all__ = ["write"]
