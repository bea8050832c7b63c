"""Hand-over: a draft as something to paste, open or keep. It gives text and bytes, and sends nothing."""
