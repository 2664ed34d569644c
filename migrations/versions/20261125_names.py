"""agencies of an event, addresses of its speakers

Revision ID: 20261125
Revises: 20261122
"""

import sqlalchemy as sa
from alembic import op


revision = "20261125"
down_revision = "20261122"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("abbr", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name_key) > 0", name=op.f("ck_event_agency_name_key_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_agency_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_agency")),
        sa.UniqueConstraint("event_id", "name_key", name=op.f("uq_event_agency_event_id_name_key")),
    )
    op.create_table(
        "speaker_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_speaker_address_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_address")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_speaker_address_event_id_name")),
    )


def downgrade() -> None:
    op.drop_table("speaker_address")
    op.drop_table("event_agency")
