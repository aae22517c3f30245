-- Which client's escalation a session waits because of (a fingerprint of his address): one client
-- may have only so many in the queue.
ALTER TABLE sessions ADD COLUMN queued_from TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_queued_from ON sessions (queued_from) WHERE status = 'pending_manual';
