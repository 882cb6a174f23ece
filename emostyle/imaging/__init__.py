"""Photos and pictures as files: what is accepted, how it is decoded, where it is written.

- `images`: decode, turn upright, resize, encode, contact sheets; the only file that knows Pillow
- `limits`: sizes that are refused before anything is decoded
- `photo_files`: the photos of a folder, and the files that paintings of them go into
"""
