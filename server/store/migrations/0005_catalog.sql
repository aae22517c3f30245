-- Quick replies, tags, auto-replies.

CREATE TABLE quick_replies (
    id TEXT PRIMARY KEY,
    category TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    shortcut TEXT,
    -- within which a shortcut is unique: empty for shared ones, else the author
    shortcut_scope TEXT NOT NULL,
    is_shared INTEGER NOT NULL,
    is_system INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    usage_count BIGINT NOT NULL,
    -- title and content in lower case
    search_text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (shortcut_scope, shortcut) WHERE shortcut IS NOT NULL;
CREATE INDEX quick_replies_by_usage ON quick_replies (usage_count DESC, created_at, id);

CREATE TABLE tags (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- the name in lower case
    name_key TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL,
    icon TEXT,
    category TEXT NOT NULL,
    is_system INTEGER NOT NULL,
    -- sessions that carry it, kept in the transaction of each change
    usage_count BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- sessions.tags holds the same ids in the order they were added (a JSON array), so that a page of
-- the list needs no join; names and colours stand only in the table of tags.
CREATE TABLE session_tags (
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    tag_id TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (session_id, tag_id)
);
CREATE INDEX session_tags_by_tag ON session_tags (tag_id, session_id);

-- Tags that are gone while sessions still name them: cleaned up a few rows at a time. An id that is
-- not in the table of tags is not shown, and is dropped when its session is saved.
CREATE TABLE deleted_tags (
    id TEXT PRIMARY KEY
);

CREATE TABLE auto_reply_rules (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    trigger_condition TEXT NOT NULL,
    reply_content TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    delay_seconds INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX auto_reply_rules_by_type ON auto_reply_rules (type, created_at, id);

-- When a keyword rule last fired in a session.
CREATE TABLE auto_reply_fired (
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    rule_id TEXT NOT NULL,
    fired_at BIGINT NOT NULL,
    PRIMARY KEY (session_id, rule_id)
);
CREATE INDEX auto_reply_fired_by_time ON auto_reply_fired (fired_at);

-- Replies that are due later. The row is deleted in the transaction that writes the message.
CREATE TABLE auto_reply_timers (
    id @identity@,
    due_at BIGINT NOT NULL,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    rule_id TEXT NOT NULL,
    -- the escalation it belongs to (its time); 0: none
    escalated_at BIGINT NOT NULL
);
CREATE INDEX auto_reply_timers_by_due ON auto_reply_timers (due_at, id);
