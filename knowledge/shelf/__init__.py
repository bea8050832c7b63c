"""Where a person's own guidance stands: documents, cut into passages that are found and cited."""
