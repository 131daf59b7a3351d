"""Write down who opened which dossier."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_readings"
down_revision = "20261125_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("trajectory_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_reading_organisation_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_reading_user_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_reading"),
    )
    op.create_index("ix_reading_organisation_id_user_id", "reading", ["organisation_id", "user_id"])
    op.create_index(
        "ix_reading_organisation_id_trajectory_id", "reading", ["organisation_id", "trajectory_id"]
    )


def downgrade() -> None:
    op.drop_table("reading")
