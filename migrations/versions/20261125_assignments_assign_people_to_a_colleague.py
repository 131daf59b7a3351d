"""Keep who guided whom before, how many people somebody can guide, and what is missing of whom."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_assignments"
down_revision = "20261125_imports"
branch_labels = None
depends_on = None

USERS = ("author_id", "before_id", "client_manager_id")


def _key(column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_assignment_{column}")


def upgrade() -> None:
    op.add_column("membership", sa.Column("capacity", sa.Integer(), nullable=True))
    op.create_table(
        "assignment",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trajectory_id", sa.Uuid(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("together_id", sa.Uuid(), nullable=False),
        sa.Column("before_id", sa.Uuid(), nullable=True),
        sa.Column("team_before_id", sa.Uuid(), nullable=True),
        sa.Column("client_manager_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("handed_over", sa.JSON(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        _key("organisation_id", "organisation"),
        _key("author_organisation_id", "organisation"),
        *(_key(column, "user_account") for column in USERS),
        sa.ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"],
            ["trajectory.organisation_id", "trajectory.id"],
            name="fk_assignment_organisation_id_trajectory_id",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_assignment"),
    )
    for column in ("trajectory_id", "together_id"):
        op.create_index(f"ix_assignment_organisation_id_{column}", "assignment", ["organisation_id", column])

    op.create_table(
        "open_exception",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trajectory_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_open_exception_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"],
            ["trajectory.organisation_id", "trajectory.id"],
            name="fk_open_exception_organisation_id_trajectory_id",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_open_exception"),
        sa.UniqueConstraint(
            "organisation_id",
            "trajectory_id",
            "kind",
            name="uq_open_exception_organisation_id_trajectory_id_kind",
        ),
    )
    op.create_table(
        "nightly_run",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_nightly_run_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_nightly_run"),
        sa.UniqueConstraint("organisation_id", name="uq_nightly_run_organisation_id"),
    )


def downgrade() -> None:
    for table in ("nightly_run", "open_exception", "assignment"):
        op.drop_table(table)
    with op.batch_alter_table("membership") as table:
        table.drop_column("capacity")
