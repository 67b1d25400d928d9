"""Calls and scorecards in a database: SQLite on this machine, or PostgreSQL."""
