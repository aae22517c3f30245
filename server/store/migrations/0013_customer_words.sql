-- What the customer said last stands in the row of the list: who waits is known by it, also when
-- the system or an agent spoke after him.
ALTER TABLE sessions ADD COLUMN said_text TEXT;
ALTER TABLE sessions ADD COLUMN said_at BIGINT;

UPDATE sessions SET
    said_text = (SELECT CASE WHEN length(m.content) > 50 THEN substr(m.content, 1, 50) || '…'
                             ELSE m.content END
                 FROM messages m WHERE m.session_id = sessions.id AND m.role = 'user'
                 ORDER BY m.seq DESC LIMIT 1),
    said_at = (SELECT m.created_at
               FROM messages m WHERE m.session_id = sessions.id AND m.role = 'user'
               ORDER BY m.seq DESC LIMIT 1)
WHERE user_messages > 0;
