"""What jobs remember between runs, in one SQLite file."""
