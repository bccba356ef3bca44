"""How Sphinx makes the pages; nothing is loaded from another host."""

project = "onrecord"
author = "The onrecord developers"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "changes/*"]
html_theme = "furo"
html_title = "onrecord"
