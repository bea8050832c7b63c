"""Small screens on top of another that ask one thing and give one answer."""
