-- Accounts, transfers, notes, read cursors.

-- Two names that differ only in case would be told apart by nobody.
CREATE UNIQUE INDEX agents_by_lower_name ON agents (lower(username));

-- JSON object
ALTER TABLE audit_log ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
CREATE INDEX audit_log_by_actor ON audit_log (actor, at, id);
CREATE INDEX audit_log_by_action ON audit_log (action, at, id);
CREATE INDEX audit_log_by_object ON audit_log (object, at, id);

-- A live session on its way from one agent to another.
CREATE TABLE transfers (
    n @identity@,
    id TEXT NOT NULL UNIQUE,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    from_id TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_id TEXT NOT NULL,
    to_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    responded_at BIGINT,
    response_note TEXT
);
CREATE UNIQUE INDEX transfers_open ON transfers (session_id) WHERE status = 'pending';
CREATE INDEX transfers_by_session ON transfers (session_id, n);
CREATE INDEX transfers_by_expiry ON transfers (expires_at) WHERE status = 'pending';

-- Internal notes of agents.
CREATE TABLE notes (
    n @identity@,
    id TEXT NOT NULL UNIQUE,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    content TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_username TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- usernames, by comma
    mentions TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX notes_by_session ON notes (session_id, n);

-- How far an agent has read a session.
CREATE TABLE read_cursors (
    agent_id TEXT NOT NULL,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    seq BIGINT NOT NULL,
    -- the customer's messages up to and with it
    user_messages BIGINT NOT NULL,
    PRIMARY KEY (agent_id, session_id)
);
