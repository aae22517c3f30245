-- A desk as version 0.1.0 left it: schema 0001 and 0002 with some rows. Never changes. @identity@ as in
-- the migrations. Loaded by store_upgrade.

CREATE TABLE events (
    id @identity@,
    at BIGINT NOT NULL,
    type TEXT NOT NULL,
    session_name TEXT NOT NULL,
    audience INTEGER NOT NULL,
    agent_ids TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX events_by_session ON events (session_name, id);
CREATE TABLE event_trim (
    up_to BIGINT NOT NULL
);
INSERT INTO event_trim (up_to) VALUES (0);
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
    stream_seen_at BIGINT,
    lost_at BIGINT,
    status_before_loss TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX agents_by_stream ON agents (stream_seen_at) WHERE stream_seen_at IS NOT NULL;
CREATE TABLE audit_log (
    id @identity@,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (at, id);
CREATE TABLE sessions (
    id @identity@,
    name TEXT NOT NULL UNIQUE,
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
    search_text TEXT NOT NULL,
    escalation_reason TEXT,
    escalation_details TEXT,
    escalation_severity TEXT,
    escalated_at BIGINT,
    waiting_since BIGINT NOT NULL,
    owner_id TEXT,
    owner_name TEXT,
    offered_to TEXT,
    mail_sent INTEGER NOT NULL,
    mail_to TEXT NOT NULL,
    mail_message_id TEXT,
    mail_error TEXT,
    tags TEXT NOT NULL,
    ticket_id TEXT,
    ai_fail_count INTEGER NOT NULL,
    vip_escalated INTEGER NOT NULL,
    escalations INTEGER NOT NULL,
    urgent_keywords TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    last_seq BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    preview_role TEXT,
    preview_text TEXT,
    preview_at BIGINT,
    user_messages BIGINT NOT NULL,
    unread_base BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    manual_start_at BIGINT,
    last_manual_end_at BIGINT,
    version BIGINT NOT NULL,
    CHECK ((status = 'manual_live') = (owner_id IS NOT NULL))
);
CREATE INDEX sessions_by_update ON sessions (updated_at, id);
CREATE INDEX sessions_by_status_update ON sessions (status, updated_at, id);
CREATE INDEX sessions_by_creation ON sessions (created_at, id);
CREATE INDEX sessions_by_status_creation ON sessions (status, created_at, id);
CREATE INDEX sessions_by_wait ON sessions (waiting_since, id);
CREATE INDEX sessions_queue ON sessions (status, vip DESC, waiting_since, id) WHERE status = 'pending_manual';
CREATE INDEX sessions_by_owner ON sessions (owner_id, updated_at, id) WHERE owner_id IS NOT NULL;
CREATE INDEX sessions_offered ON sessions (offered_to) WHERE offered_to IS NOT NULL;
CREATE TABLE session_counts (
    status TEXT PRIMARY KEY,
    n BIGINT NOT NULL
);
INSERT INTO session_counts (status, n) VALUES ('bot_active', 0), ('pending_manual', 0), ('manual_live', 0), ('after_hours_email', 0), ('closed', 0);
CREATE TABLE messages (
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    seq BIGINT NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    agent_id TEXT,
    agent_name TEXT,
    internal INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    response_ms BIGINT,
    client_message_id TEXT,
    PRIMARY KEY (session_id, seq)
);
CREATE UNIQUE INDEX messages_by_client_id ON messages (session_id, role, client_message_id) WHERE client_message_id IS NOT NULL;
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
    messages_before BIGINT NOT NULL
);
CREATE UNIQUE INDEX episodes_open ON episodes (session_id) WHERE released_at IS NULL;
CREATE INDEX episodes_by_session ON episodes (session_id, id);
CREATE INDEX episodes_by_time ON episodes (escalated_at);
CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_migrations (version, name, applied_at) VALUES (1, '0001_foundation.sql', 1768350000000), (2, '0002_desk.sql', 1768350000000);
INSERT INTO agents (id, username, name, role, status, status_note, max_sessions, password_hash, created_at, version) VALUES
    ('agent_1', 'admin', '系统管理员', 'admin', 'offline', '', 10, 'hash', 1768350000000, 1),
    ('agent_2', 'agent001', '客服小王', 'agent', 'online', '', 5, 'hash', 1768350000000, 3);
INSERT INTO audit_log (at, actor, action, object) VALUES (1768350000000, 'admin', 'login', 'admin');
INSERT INTO sessions (name, message_key, status, conversation_id, nickname, vip, gdpr_consent, marketing_subscribed, country, city, language, currency, metadata, search_text, escalation_reason, escalation_details, escalation_severity, escalated_at, waiting_since, mail_sent, mail_to, tags, ai_fail_count, vip_escalated, escalations, urgent_keywords, flagged, last_seq, last_at, preview_role, preview_text, preview_at, user_messages, unread_base, created_at, updated_at, version) VALUES
    ('session_旧', 'abcdef0123456789', 'pending_manual', '757', '访客', 0, 0, 0, 'DE', '', 'en', 'USD', '{}', 'session_旧 访客', 'keyword', '命中关键词: 人工', 'high', 1768356003000, 1768356003000, 0, '', '[]', 0, 0, 1, '', 0, 3, 1768356002000, 'assistant', '好的', 1768356002000, 2, 2, 1768356000000, 1768356003000, 4);
UPDATE session_counts SET n = 1 WHERE status = 'pending_manual';
INSERT INTO messages (session_id, seq, role, content, created_at, internal, incomplete, response_ms) VALUES
    (1, 1, 'user', '你好', 1768356000000, 0, 0, NULL),
    (1, 2, 'user', '转人工', 1768356001000, 0, 0, NULL),
    (1, 3, 'assistant', '好的', 1768356002000, 0, 0, 1000);
INSERT INTO session_audit (session_id, status_from, status_to, operator, reason, at) VALUES (1, 'bot_active', 'pending_manual', 'regulator', 'keyword', 1768356003000);
INSERT INTO episodes (session_id, reason, severity, escalated_at, transferred, messages_before) VALUES (1, 'keyword', 'high', 1768356003000, 0, 2);
INSERT INTO events (at, type, session_name, audience, agent_ids, json) VALUES (1768356003000, 'status_change', 'session_旧', 1, '', '{"type":"status_change"}');
