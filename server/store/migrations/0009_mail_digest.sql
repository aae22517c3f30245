-- Escalations soon after a mail are gathered into the next one: those with the same moment go
-- together. NULL: alone.
ALTER TABLE mails ADD COLUMN digest_at BIGINT;
CREATE INDEX mails_digest ON mails (digest_at) WHERE state = 'queued';
CREATE INDEX mails_sent ON mails (sent_at) WHERE automatic = 1 AND state = 'sent';
