"""What a person touches: the `fika` command."""
