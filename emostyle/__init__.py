"""Read the emotion of the faces in a photo and paint the photo in the style of that emotion."""
