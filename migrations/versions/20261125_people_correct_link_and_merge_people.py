"""Keep what was corrected of people, their households, and files that became one."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_people"
down_revision = "20261125_deputies"
branch_labels = None
depends_on = None


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{parent}.organisation_id", f"{parent}.id"],
        name=f"fk_{table}_organisation_id_{column}",
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=f"fk_{table}_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=f"pk_{table}"),
    )


def upgrade() -> None:
    op.create_table(
        "old_value",
        *_tenant("old_value"),
        sa.Column("newcomer_id", sa.Uuid(), nullable=False),
        sa.Column("trajectory_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        _of("old_value", "newcomer_id", "newcomer"),
        _of("old_value", "trajectory_id", "trajectory"),
        sa.ForeignKeyConstraint(["corrected_by"], ["user_account.id"], name="fk_old_value_corrected_by"),
    )
    op.create_index(
        "ix_old_value_organisation_id_newcomer_id", "old_value", ["organisation_id", "newcomer_id"]
    )
    op.create_table(
        "household_member",
        *_tenant("household_member"),
        sa.Column("newcomer_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _of("household_member", "newcomer_id", "newcomer"),
        sa.UniqueConstraint(
            "organisation_id", "newcomer_id", name="uq_household_member_organisation_id_newcomer_id"
        ),
    )
    op.create_index(
        "ix_household_member_organisation_id_household_id",
        "household_member",
        ["organisation_id", "household_id"],
    )
    op.create_table(
        "newcomer_merge",
        *_tenant("newcomer_merge"),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        _of("newcomer_merge", "kept_id", "newcomer"),
        _of("newcomer_merge", "merged_id", "newcomer"),
        sa.ForeignKeyConstraint(["merged_by"], ["user_account.id"], name="fk_newcomer_merge_merged_by"),
        sa.ForeignKeyConstraint(["undone_by"], ["user_account.id"], name="fk_newcomer_merge_undone_by"),
    )
    op.create_index(
        "ix_newcomer_merge_organisation_id_kept_id", "newcomer_merge", ["organisation_id", "kept_id"]
    )


def downgrade() -> None:
    for table in ("newcomer_merge", "household_member", "old_value"):
        op.drop_table(table)
