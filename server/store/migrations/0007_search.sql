-- Lists that do not scan: an index of what a keyword can find, and one for each priority.

-- Every place of a text with the three characters behind it, in lower case, as one number; so
-- any part of a text is found, whatever its language, by one range (searchgrams.h). Only a hint
-- of where to look: rows that no longer hold a text may stay, the list reads the text itself.
CREATE TABLE session_grams (
    gram BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (gram, id)
) @clustered@;
CREATE TABLE ticket_grams (
    gram BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (gram, id)
) @clustered@;

-- Written behind the messages, so that a message does not wait for it. Up to which message, which
-- version it has got; lists look at every row behind by itself.
ALTER TABLE sessions ADD COLUMN indexed_seq BIGINT NOT NULL DEFAULT -1;
CREATE INDEX sessions_unindexed ON sessions (id) WHERE last_seq > indexed_seq;
ALTER TABLE tickets ADD COLUMN indexed_version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tickets_unindexed ON tickets (id) WHERE version > indexed_version;

-- Urgent are these and, by sessions_queue, who waits too long; high are those that are not urgent.
-- Few are either, and normal are nearly all.
CREATE INDEX sessions_vip_update ON sessions (vip, updated_at, id) WHERE vip = 1;
CREATE INDEX sessions_vip_creation ON sessions (vip, created_at, id) WHERE vip = 1;
CREATE INDEX sessions_vip_wait ON sessions (vip, waiting_since, id) WHERE vip = 1;
CREATE INDEX sessions_flagged_update ON sessions (flagged, updated_at, id) WHERE flagged = 1;
CREATE INDEX sessions_flagged_creation ON sessions (flagged, created_at, id) WHERE flagged = 1;
CREATE INDEX sessions_flagged_wait ON sessions (flagged, waiting_since, id) WHERE flagged = 1;
