"""Ways in: brief files, profiles and pasted texts become briefs, facts and suggestions."""
