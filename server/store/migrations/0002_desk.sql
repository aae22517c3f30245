-- Accounts, sessions, messages and what statistics are computed from.

CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    status_note TEXT NOT NULL,
    max_sessions INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    avatar_url TEXT,
    created_at BIGINT NOT NULL,
    last_login BIGINT,
    -- when the last open event stream was seen; null: none since the last login
    stream_seen_at BIGINT,
    -- when the agent went offline because the streams were gone
    lost_at BIGINT,
    -- the status to return to then
    status_before_loss TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX agents_by_stream ON agents (stream_seen_at) WHERE stream_seen_at IS NOT NULL;

-- Who did what: logins, accounts, settings, exports. Status changes stand in session_audit.
CREATE TABLE audit_log (
    id @identity@,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (at, id);

-- One row carries all that a list shows, so that a page of the list is one query.
CREATE TABLE sessions (
    id @identity@,
    name TEXT NOT NULL UNIQUE,
    -- random; a message id is msg_ + message_key + seq, and needs no index of its own
    message_key TEXT NOT NULL,
    status TEXT NOT NULL,
    conversation_id TEXT,
    nickname TEXT NOT NULL,
    email TEXT,
    vip INTEGER NOT NULL,
    gdpr_consent INTEGER NOT NULL,
    marketing_subscribed INTEGER NOT NULL,
    country TEXT NOT NULL,
    city TEXT NOT NULL,
    language TEXT NOT NULL,
    currency TEXT NOT NULL,
    metadata TEXT NOT NULL,
    -- name, nickname, e-mail and owner in lower case
    search_text TEXT NOT NULL,
    escalation_reason TEXT,
    escalation_details TEXT,
    escalation_severity TEXT,
    escalated_at BIGINT,
    -- trigger_at while pending_manual, else far in the future, so that it sorts last
    waiting_since BIGINT NOT NULL,
    owner_id TEXT,
    owner_name TEXT,
    -- the lost agent to whom the session is offered back
    offered_to TEXT,
    mail_sent INTEGER NOT NULL,
    mail_to TEXT NOT NULL,
    mail_message_id TEXT,
    mail_error TEXT,
    -- JSON array of {id,name,color}
    tags TEXT NOT NULL,
    ticket_id TEXT,
    ai_fail_count INTEGER NOT NULL,
    vip_escalated INTEGER NOT NULL,
    -- episodes so far, the current one included
    escalations INTEGER NOT NULL,
    -- URGENT_KEYWORDS found in the customer's messages, by comma
    urgent_keywords TEXT NOT NULL,
    -- 1: urgent keywords, or escalated before
    flagged INTEGER NOT NULL,
    last_seq BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    preview_role TEXT,
    preview_text TEXT,
    preview_at BIGINT,
    user_messages BIGINT NOT NULL,
    -- user_messages at the last answer
    unread_base BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    manual_start_at BIGINT,
    last_manual_end_at BIGINT,
    version BIGINT NOT NULL,
    -- a live session has exactly one owner, any other has none
    CHECK ((status = 'manual_live') = (owner_id IS NOT NULL))
);
CREATE INDEX sessions_by_update ON sessions (updated_at, id);
CREATE INDEX sessions_by_status_update ON sessions (status, updated_at, id);
CREATE INDEX sessions_by_creation ON sessions (created_at, id);
CREATE INDEX sessions_by_status_creation ON sessions (status, created_at, id);
CREATE INDEX sessions_by_wait ON sessions (waiting_since, id);
-- status leads, although it is always the same, because SQLite then sees that no sort is needed
CREATE INDEX sessions_queue ON sessions (status, vip DESC, waiting_since, id) WHERE status = 'pending_manual';
CREATE INDEX sessions_by_owner ON sessions (owner_id, updated_at, id) WHERE owner_id IS NOT NULL;
CREATE INDEX sessions_offered ON sessions (offered_to) WHERE offered_to IS NOT NULL;

-- Kept in the transaction of each change: counting a million rows is too slow for a list.
CREATE TABLE session_counts (
    status TEXT PRIMARY KEY,
    n BIGINT NOT NULL
);
INSERT INTO session_counts (status, n) VALUES ('bot_active', 0), ('pending_manual', 0), ('manual_live', 0), ('after_hours_email', 0), ('closed', 0);

CREATE TABLE messages (
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    -- 1, 2, 3 … per session: the only order there is
    seq BIGINT NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    -- growing with seq
    created_at BIGINT NOT NULL,
    agent_id TEXT,
    agent_name TEXT,
    -- 1: never shown to the customer
    internal INTEGER NOT NULL,
    -- 1: cut off by a failure or by a takeover
    incomplete INTEGER NOT NULL,
    -- of an AI answer: milliseconds from the customer's message to the complete answer
    response_ms BIGINT,
    client_message_id TEXT,
    PRIMARY KEY (session_id, seq)
);
CREATE UNIQUE INDEX messages_by_client_id ON messages (session_id, role, client_message_id) WHERE client_message_id IS NOT NULL;

-- Every status change, for ever.
CREATE TABLE session_audit (
    id @identity@,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    status_from TEXT NOT NULL,
    status_to TEXT NOT NULL,
    operator TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX session_audit_by_session ON session_audit (session_id, id);

-- One escalation from trigger to release.
CREATE TABLE episodes (
    id @identity@,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    reason TEXT NOT NULL,
    severity TEXT NOT NULL,
    escalated_at BIGINT NOT NULL,
    taken_over_at BIGINT,
    released_at BIGINT,
    transferred INTEGER NOT NULL,
    agent_id TEXT,
    -- the customer's messages before it
    messages_before BIGINT NOT NULL
);
CREATE UNIQUE INDEX episodes_open ON episodes (session_id) WHERE released_at IS NULL;
CREATE INDEX episodes_by_session ON episodes (session_id, id);
CREATE INDEX episodes_by_time ON episodes (escalated_at);
