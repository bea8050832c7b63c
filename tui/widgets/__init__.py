"""What screens are made of: one module a widget, its style sheet beside it where it needs one."""
