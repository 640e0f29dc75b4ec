"""The PDF writer: a Document laid out on pages with embedded fonts, links and an outline.

``style`` says how things look, ``inline`` turns inline content into the layout library's
text, ``flowables`` has the boxes that flow over pages, ``columns`` divides a table's
width, ``blocks`` collects what must be known beforehand, ``story`` turns blocks into
flowables, ``pages`` has the page and its furniture, and ``writer`` runs the layout until
its page numbers hold.

All text is drawn by ``flowables.TextBlock`` and all page furniture by ``pages.Furniture``,
so a layer that tags content for a structure tree has these two places to mark.
"""

from briefgen.render.pdf.writer import count_pages, write

__all__ = ["count_pages", "write"]
