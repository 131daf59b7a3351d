"""Let somebody stand in for a colleague who is away."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_deputies"
down_revision = "20261125_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deputy",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name="ck_deputy_ends_after_start"),
        sa.CheckConstraint("deputy_id <> absent_id", name="ck_deputy_somebody_else"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_deputy_organisation_id"),
        sa.ForeignKeyConstraint(["absent_id"], ["user_account.id"], name="fk_deputy_absent_id"),
        sa.ForeignKeyConstraint(["deputy_id"], ["user_account.id"], name="fk_deputy_deputy_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_deputy"),
    )
    op.create_index("ix_deputy_organisation_id_deputy_id", "deputy", ["organisation_id", "deputy_id"])


def downgrade() -> None:
    op.drop_table("deputy")
