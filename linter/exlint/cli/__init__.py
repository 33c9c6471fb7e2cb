"""Arguments in, text and exit status out."""
