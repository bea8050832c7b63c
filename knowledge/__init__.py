"""What Fika knows about mentoring, and how it is found."""
