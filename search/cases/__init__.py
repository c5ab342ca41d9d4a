"""Questions about cases: a number, a meeting or a topic leads to proposals and decisions."""
