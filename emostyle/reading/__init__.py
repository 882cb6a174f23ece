"""The emotion of the faces in a photo.

- `faces`: finds faces and cuts them out; `emotion_net`: the network that reads one
- `recognizer`: probabilities of the seven emotions for each face
- `readings`: what was read in a photo, on every face and on all together
"""
