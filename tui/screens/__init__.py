"""The full screen: one module a screen, its style sheet beside it."""
