"""coordinators, questions, mails, seats

Revision ID: 20261126
Revises: 20261125
"""

import sqlalchemy as sa
from alembic import op


revision = '20261126'
down_revision = '20261125'
branch_labels = None
depends_on = None


def words() -> dict[str, str]:
    """Name a moment with its zone, and no, as the database has them."""
    if op.get_bind().dialect.name == "sqlite":
        return {"moment": "DATETIME", "no": "0"}
    return {"moment": "TIMESTAMP WITH TIME ZONE", "no": "false"}


def upgrade() -> None:
    op.create_table('mail_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('locale', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("locale IN ('th', 'en')", name=op.f('ck_mail_text_locale_known')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mail_text_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_text')),
    sa.UniqueConstraint('event_id', 'kind', 'locale', name=op.f('uq_mail_text_event_id_kind_locale'))
    )
    op.create_table('message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('subject_th', sa.Text(), nullable=False),
    sa.Column('body_th', sa.Text(), nullable=False),
    sa.Column('subject_en', sa.Text(), nullable=False),
    sa.Column('body_en', sa.Text(), nullable=False),
    sa.Column('selection', sa.JSON(), nullable=False),
    sa.Column('recipients', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_message_created_by_id_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_message_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message'))
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('ix_message_event_id_created_at', ['event_id', 'created_at'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('short', 'long', 'one_of', 'several_of', 'yes_no', name='questionkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('label_th', sa.Text(), nullable=False),
    sa.Column('label_en', sa.Text(), nullable=False),
    sa.Column('hint_th', sa.Text(), nullable=False),
    sa.Column('hint_en', sa.Text(), nullable=False),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('quota_codes', sa.JSON(), nullable=False),
    sa.Column('per_day', sa.Boolean(), nullable=False),
    sa.Column('asked', sa.Boolean(), nullable=False),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(code) > 0', name=op.f('ck_question_code_not_empty')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_question_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_question_event_id_code'))
    )
    op.create_table('coordinator_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quota_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('link_sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['quota_id'], ['quota.id'], name=op.f('fk_coordinator_contact_quota_id_quota'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coordinator_contact'))
    )
    with op.batch_alter_table('coordinator_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coordinator_contact_quota_id'), ['quota_id'], unique=False)

    op.create_table('coordinator_device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quota_id', sa.Integer(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['quota_id'], ['quota.id'], name=op.f('fk_coordinator_device_quota_id_quota'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coordinator_device')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_coordinator_device_secret_hash'))
    )
    with op.batch_alter_table('coordinator_device', schema=None) as batch_op:
        batch_op.create_index('ix_coordinator_device_quota_id_generation', ['quota_id', 'generation'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_question_id_question')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_answer_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('registration_id', 'question_id', name=op.f('uq_answer_registration_id_question_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_question_id'), ['question_id'], unique=False)

    op.create_table('coordinator_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['coordinator_contact.id'], name=op.f('fk_coordinator_code_contact_id_coordinator_contact'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['device_id'], ['coordinator_device.id'], name=op.f('fk_coordinator_code_device_id_coordinator_device'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coordinator_code'))
    )
    with op.batch_alter_table('coordinator_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coordinator_code_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_coordinator_code_device_id'), ['device_id'], unique=False)

    op.create_table('talk_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('talk_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_talk_choice_item_id_agenda_item'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_talk_choice_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['talk_id'], ['parallel_talk.id'], name=op.f('fk_talk_choice_talk_id_parallel_talk'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talk_choice')),
    sa.UniqueConstraint('registration_id', 'item_id', name=op.f('uq_talk_choice_registration_id_item_id'))
    )
    with op.batch_alter_table('talk_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_talk_choice_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_talk_choice_talk_id'), ['talk_id'], unique=False)

    # Never through a copy of the table: on SQLite, dropping the old one would take with it
    # everything that refers to its rows.
    for statement in (
        "ALTER TABLE event ADD COLUMN change_until {moment}",
        "ALTER TABLE event ADD COLUMN unused_places_from {moment}",
        "ALTER TABLE event ADD COLUMN reminder_hours JSON",
        "ALTER TABLE event ADD COLUMN coordinator_code BOOLEAN NOT NULL DEFAULT {no}",
        "ALTER TABLE meeting ADD COLUMN room_capacity INTEGER",
        "ALTER TABLE meeting ADD COLUMN room_taken INTEGER NOT NULL DEFAULT 0"
        " CONSTRAINT ck_meeting_room_taken_within_capacity"
        " CHECK (room_taken >= 0 AND (room_capacity IS NULL OR room_taken <= room_capacity))",
        "ALTER TABLE quota ADD COLUMN full_since {moment}",
        "ALTER TABLE registration ADD COLUMN replaces_id INTEGER"
        " CONSTRAINT fk_registration_replaces_id_registration REFERENCES registration (id)",
    ):
        op.execute(statement.format(**words()))
    op.create_index("ix_registration_replaces_id", "registration", ["replaces_id"])

    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_participation_talk_id_parallel_talk'), type_='foreignkey')
        batch_op.drop_column('talk_id')


def downgrade() -> None:
    op.drop_index("ix_registration_replaces_id", "registration")
    for table, column in (
        ("registration", "replaces_id"),
        ("quota", "full_since"),
        ("meeting", "room_taken"),
        ("meeting", "room_capacity"),
        ("event", "coordinator_code"),
        ("event", "reminder_hours"),
        ("event", "unused_places_from"),
        ("event", "change_until"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")

    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('talk_id', sa.INTEGER(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_participation_talk_id_parallel_talk'), 'parallel_talk', ['talk_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('talk_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_talk_choice_talk_id'))
        batch_op.drop_index(batch_op.f('ix_talk_choice_item_id'))

    op.drop_table('talk_choice')
    with op.batch_alter_table('coordinator_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coordinator_code_device_id'))
        batch_op.drop_index(batch_op.f('ix_coordinator_code_contact_id'))

    op.drop_table('coordinator_code')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_question_id'))

    op.drop_table('answer')
    with op.batch_alter_table('coordinator_device', schema=None) as batch_op:
        batch_op.drop_index('ix_coordinator_device_quota_id_generation')

    op.drop_table('coordinator_device')
    with op.batch_alter_table('coordinator_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coordinator_contact_quota_id'))

    op.drop_table('coordinator_contact')
    op.drop_table('question')
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index('ix_message_event_id_created_at')

    op.drop_table('message')
    op.drop_table('mail_text')
