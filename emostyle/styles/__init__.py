"""Which artwork stands for which emotion; light enough for the bot to import.

- `artworks`: the shipped artworks; `palette`: the first choice of each emotion, shares and strengths of a mix
- `catalogue`: the styles that the weights at hand can paint, shipped and added
"""
