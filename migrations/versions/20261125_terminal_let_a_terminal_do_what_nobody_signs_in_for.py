"""Let an audit line say that something was done at a terminal, by nobody who signs in."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_terminal"
down_revision = "20261124_start"
branch_labels = None
depends_on = None

ROLE = sa.Enum(
    "client_manager",
    "team_lead",
    "partner",
    "administrator",
    "privacy_officer",
    "figures_reader",
    name="role",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    with op.batch_alter_table("audit_line") as table:
        table.alter_column("user_id", existing_type=sa.Uuid(), nullable=True)
        table.alter_column("role", existing_type=ROLE, nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM audit_line WHERE user_id IS NULL")
    with op.batch_alter_table("audit_line") as table:
        table.alter_column("user_id", existing_type=sa.Uuid(), nullable=False)
        table.alter_column("role", existing_type=ROLE, nullable=False)
