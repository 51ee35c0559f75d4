"""Translation catalogues: Chinese source strings and their English, one file a portal."""
