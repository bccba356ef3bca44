"""Every state of the portal and of the privacy centre by name, and a picture of each.

``make pictures`` draws them from the gallery of the widgets, which needs no server.
"""
