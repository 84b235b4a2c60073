"""The passes that make criteria of a row of phrases, one idea each; the reader calls them in order."""
