-- Portable between SQLite and PostgreSQL: TEXT ids, BIGINT milliseconds, 0/1 for booleans.

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
