"""What Fika says to a model, and its templates for writing without one."""
