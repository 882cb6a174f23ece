"""Read the emotion of the faces in a photo and paint the photo in the style of that emotion.

`pipeline` is the way in: `Pipeline.load().paint(photo, options)`. It goes from the photo's bytes to a painting through

1. `imaging`: bytes become a picture
2. `reading`: faces are found and their emotions read
3. `painting`: the picture is painted in the style of an emotion, a mix, or a named artwork

`styles` holds the artworks, `weights` the files of both networks, `runtime` what they run on, `cli` the command.
`options` and `emotions` are what a caller chooses from, `errors` what can go wrong; `exporting` writes the networks as
ONNX, `doctor` checks an installation and reports `findings`. `fonts/` and `models/` are data.
"""
