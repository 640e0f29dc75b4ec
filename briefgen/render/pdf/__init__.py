"""The PDF writer: a Document laid out on pages with embedded fonts, links, an outline and tags.

``style`` says how things look, ``inline`` turns inline content into the layout library's
text, ``flowables`` and ``grids`` have the boxes that flow over pages, ``columns`` divides a
table's width, ``blocks`` collects what must be known beforehand, ``story`` turns blocks into
flowables and structure elements, ``citations`` leads from sources back to citations,
``keeping`` keeps headings with what follows, ``pages`` has the page and its furniture, and
``writer`` runs the layout until its page numbers hold.

The file is a tagged PDF: ``tags`` is the structure tree, ``canvas`` marks what is drawn as
content of an element or as an artifact, and ``metadata`` writes the properties as XMP.
``direction`` brings Arabic and Hebrew into the order of drawing; ``compact`` packs the finished file.
"""

from briefgen.render.pdf.writer import count_pages, write

__all__ = ["count_pages", "write"]
