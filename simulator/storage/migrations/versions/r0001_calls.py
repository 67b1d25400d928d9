"""Calls with their turns and events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calls",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text()),
        sa.Column("persona", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("difficulty", sa.Text()),
        sa.Column("model", sa.Text()),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("outcome_label", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("header", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_scenario", "calls", ["scenario"])
    op.create_index("ix_calls_stored_at", "calls", ["stored_at"])
    op.create_table(
        "turns",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        _of_call("turns"),
        sa.PrimaryKeyConstraint("call_id", "position", name="pk_turns"),
        sa.UniqueConstraint("call_id", "turn_id", name="uq_turns_call_id_turn_id"),
    )
    op.create_table(
        "events",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        _of_call("events"),
        sa.PrimaryKeyConstraint("call_id", "position", name="pk_events"),
    )


def _of_call(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["call_id"], ["calls.id"], name=f"fk_{table}_call_id", ondelete="CASCADE"
    )
