"""What the painter is trained by, on pictures.

- `vgg`: the network whose features are compared
- `style_content`: how far a painting is from its artwork and from its photo
- `spectral_artefacts`: regular patterns that neither of them has
"""
