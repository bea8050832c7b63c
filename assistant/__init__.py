"""What Fika does: domain, pipeline, checks, store and hand-over."""
