-- Statistics read by time; mail to the staff waits here until a mail server has taken it.

CREATE INDEX messages_by_time ON messages (created_at);
CREATE INDEX messages_responses ON messages (created_at, response_ms) WHERE response_ms IS NOT NULL AND incomplete = 0;
CREATE INDEX messages_by_agent ON messages (agent_id, created_at, session_id) WHERE agent_id IS NOT NULL;
CREATE INDEX episodes_by_takeover ON episodes (taken_over_at, id) WHERE taken_over_at IS NOT NULL;
CREATE INDEX episodes_by_release ON episodes (released_at) WHERE released_at IS NOT NULL;
CREATE INDEX sessions_escalated ON sessions (created_at) WHERE escalations > 0;

CREATE TABLE mails (
    -- mail_…
    id TEXT PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    -- escalations of the session when it was made: which one it reports
    episode INTEGER NOT NULL,
    -- 1: of the escalation, 0: an agent asked for it
    automatic INTEGER NOT NULL,
    -- username, customer, regulator
    requested_by TEXT NOT NULL,
    -- by comma
    recipients TEXT NOT NULL,
    -- header Message-ID, the same in every attempt
    message_id TEXT NOT NULL,
    -- queued, sent, failed
    state TEXT NOT NULL,
    -- that failed
    attempts INTEGER NOT NULL,
    -- when the next attempt is due; while somebody sends it: when his claim ends
    due_at BIGINT NOT NULL,
    -- of who sends it now, or empty
    claim TEXT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mails_due ON mails (due_at) WHERE state = 'queued';
CREATE INDEX mails_by_session ON mails (session_id, episode);
-- one escalation is mailed once
CREATE UNIQUE INDEX mails_by_escalation ON mails (session_id, episode) WHERE automatic = 1;
