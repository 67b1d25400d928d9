"""What humans say of grades: overrides, disputes, gold."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Make the tables."""
    for name in ("overrides", "disputes", "gold"):
        op.create_table(
            name,
            sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
            sa.Column("call_id", sa.Text(), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            *([sa.Column("decided", sa.Boolean(), nullable=False)] if name == "disputes" else []),
            sa.Column("payload", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(
                ["call_id"], ["calls.id"], name=f"fk_{name}_call_id", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        )
