"""How the painter is trained, and what is measured of it on paintings as people get them.

Trained: `objective` is the loss, from `paintings` (artworks) and `photographs` (contents); `johnson` is the network of
2016 that the speed of ours is compared with.

Measured: `delivery` paints photos and shows them, `chosen` names the photos; `texture`, `tint`, `walls` and `points`
each look at one thing, and `figures` puts together what they see, style by style.
"""
