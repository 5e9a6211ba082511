"""A transcript becomes quotes: one decision a label, all turns at once, published in one step."""
