"""Emotions, artworks, and the words that people type for them.

- `paint_options`: how a photo is to be painted
- `style_parser`: reads what stands behind /style and /mix
- `vocabulary`: every word for an emotion or an artwork
- `artworks`: the artworks that can be painted, their names in each language, and how names are compared
"""
