"""Keep the partner organisations of a municipality, and how Opweg looks for it."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_partners"
down_revision = "20261125_assignments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_partner_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_partner"),
        sa.UniqueConstraint("organisation_id", "name", name="uq_partner_organisation_id_name"),
    )
    op.create_table(
        "look",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("logo", sa.String(length=30), nullable=False),
        *(
            sa.Column(name, sa.String(length=7), nullable=False)
            for name in ("action", "hover", "highlight", "dark_action", "dark_hover")
        ),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_look_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_look"),
        sa.UniqueConstraint("organisation_id", name="uq_look_organisation_id"),
    )
    with op.batch_alter_table("membership") as table:
        table.add_column(sa.Column("partner_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_membership_organisation_id_partner_id",
            "partner",
            ["organisation_id", "partner_id"],
            ["organisation_id", "id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("membership") as table:
        table.drop_constraint("fk_membership_organisation_id_partner_id", type_="foreignkey")
        table.drop_column("partner_id")
    op.drop_table("look")
    op.drop_table("partner")
