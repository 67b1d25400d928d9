"""Calls on disk: tables, migrations, import and export."""
