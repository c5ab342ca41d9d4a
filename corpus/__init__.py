"""What an archive is: its files, their fingerprints; the sample archive and its gold questions."""
