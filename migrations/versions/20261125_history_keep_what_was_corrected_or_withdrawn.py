"""Keep what an entry said until it was corrected or withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_history"
down_revision = "20261125_partners"
branch_labels = None
depends_on = None


def _key(column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_earlier_version_{column}")


def upgrade() -> None:
    op.create_table(
        "earlier_version",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trajectory_id", sa.Uuid(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        _key("organisation_id", "organisation"),
        _key("author_organisation_id", "organisation"),
        _key("author_id", "user_account"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"],
            ["trajectory.organisation_id", "trajectory.id"],
            name="fk_earlier_version_organisation_id_trajectory_id",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_earlier_version"),
    )
    for column in ("trajectory_id", "entry_id"):
        op.create_index(
            f"ix_earlier_version_organisation_id_{column}", "earlier_version", ["organisation_id", column]
        )


def downgrade() -> None:
    op.drop_table("earlier_version")
