"""What is measured of the painter, on paintings as people get them.

`delivery` paints and shows them; `texture`, `tint`, `walls` and `points` each look at one thing, and `figures` puts
together what they see, style by style.
"""
