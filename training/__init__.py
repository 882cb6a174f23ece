"""Makes the weights that emostyle ships, and the figures in its docs.

Each module here is a command, `python -m training.NAME`; docs/training.md has them in order:

- the reader: `train_emotion`, `evaluate_emotion`, `robustness`, `compare_readers`
- the painter: `train_style`, `evaluate_style`, `carry_over`, `bench_style`, `style_cost`
- paintings to look at: `sheets`, `blind_pairs`
- results: `plots`, `publish`; and `add_style` for a style of one's own

What they are made of: `reader` and `painter`, `losses`, `common` (settings, run folders, errors), and `peers` (readers
of other people).
"""
