"""The metadata stream (XMP) of a file, with the properties that its information dictionary has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from briefgen.render.fonts import storable

if TYPE_CHECKING:
    from briefgen.render.document import Document

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_FORBIDDEN = "\ufffe\uffff"


def metadata(document: Document, created: str) -> PDFStream:
    """Return the metadata stream of a document; ``created`` is ISO 8601 with zone."""
    properties = [
        _language_choice("dc:title", document.title),
        f"<dc:creator><rdf:Seq><rdf:li>{_clean(document.author)}</rdf:li></rdf:Seq></dc:creator>",
        _language_choice("dc:description", document.subject) if document.subject else "",
        f"<dc:language><rdf:Bag><rdf:li>{_clean(document.language)}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        "<xmp:CreatorTool>briefgen</xmp:CreatorTool>",
        *(f"<xmp:{name}>{created}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
    ]
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {names}><rdf:Description rdf:about="">\n'
        + "\n".join(line for line in properties if line)
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    dictionary = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(dictionary, packet.encode() + b"\n")


def _language_choice(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_clean(text)}</rdf:li></rdf:Alt></{name}>'


def _clean(text: str) -> str:
    """Return a text as XML can hold it."""
    return escape("".join(character for character in storable(text).strip() if character not in _FORBIDDEN))
