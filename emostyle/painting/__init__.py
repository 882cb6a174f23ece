"""A photo in the style of an artwork.

- `stylizer`: paints a photo with the network at one working size; start here
- `style_net`: the network; `enlarging`: brings its picture to the size of the photo
- `face_masks`: which places of a picture belong to which face
- `style_files`: single styles, taken out of a network and put into one
"""
