"""How the emotion reader is trained and measured.

- `datasets`: faces with the votes of people; `augment`: random changes to them; `class_balance`: rare emotions
- `calibration`: temperatures and offsets, found on validation faces; `metrics`: accuracy, F1, calibration error
- `comparison_table`: our reader beside those of `training.peers`
"""
