"""Let people import a sheet in the browser, mend it there, and undo it."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_imports"
down_revision = "20261125_readings"
branch_labels = None
depends_on = None


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=f"fk_{table}_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=f"pk_{table}"),
    )


def _user(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=f"fk_{table}_user_id"),
    )


def upgrade() -> None:
    op.create_table(
        "import_draft",
        *_tenant("import_draft"),
        *_user("import_draft"),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("table_no", sa.Integer(), nullable=False),
        sa.Column("heading_row", sa.Integer(), nullable=False),
        sa.Column("matching", sa.JSON(), nullable=True),
        sa.Column("mended", sa.JSON(), nullable=False),
    )
    op.create_table(
        "import_run",
        *_tenant("import_run"),
        *_user("import_run"),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "import_heading",
        *_tenant("import_heading"),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.UniqueConstraint("organisation_id", "heading", name="uq_import_heading_organisation_id_heading"),
    )
    for table in ("import_draft", "import_run"):
        op.create_index(f"ix_{table}_organisation_id_user_id", table, ["organisation_id", "user_id"])


def downgrade() -> None:
    for table in ("import_heading", "import_run", "import_draft"):
        op.drop_table(table)
