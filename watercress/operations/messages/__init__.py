"""The town's words in its other languages: gathered from the code, kept as .po, compiled to .mo."""
