"""Who may use the web app: users, sessions, what each may see, and what is written down of it."""
