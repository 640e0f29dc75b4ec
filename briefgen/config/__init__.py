"""The configuration file: TOML with the settings that the command line has as options.

    [output]
    directory = "briefs"            # relative to the configuration file
    formats = ["docx", "pdf"]
    templates = ["meeting-brief", "digest"]   # or a Word file with tags: "corporate-brief.docx"
    templates_dir = "templates"     # folders of your own templates; relative to this file
    page_size = "A4"                # or "Letter"
    theme = "theme.toml"            # relative to the configuration file
    marking = "TLP:AMBER"           # on every page
    reference = "corporate.docx"    # a Word file: styles, margins, header, footer
    pdf_engine = "reportlab"        # or "weasyprint", an extra: PDF/UA-1

    [language]
    model = "en_core_web_md"        # an installed spaCy model for English

Every key may be left out.  An option on the command line wins over the file.  The same file
may describe jobs, which ``briefgen.jobs.configuration`` reads.
"""

from __future__ import annotations

from briefgen.config.output import (
    DEFAULTS,
    KEYS,
    TABLES,
    Config,
    load,
    parse,
    read_config,
    read_text,
    template_names,
)

__all__ = [
    "DEFAULTS",
    "KEYS",
    "TABLES",
    "Config",
    "load",
    "parse",
    "read_config",
    "read_text",
    "template_names",
]
