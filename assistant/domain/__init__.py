"""The values that the product speaks about. They are frozen and know nothing of the world."""
