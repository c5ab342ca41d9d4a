"""Questions to the rows of tables: complete answers, proven by the rows themselves."""
