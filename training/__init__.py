"""Makes the weights that emostyle ships, and the figures in its docs."""
