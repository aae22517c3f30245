-- A question to the AI is stored before the AI is asked.

-- 1: its answer stands; 0: not yet, or never; null: nobody asked the AI
ALTER TABLE messages ADD COLUMN answered INTEGER;
-- while its turn runs: when it is over at the latest. Later, the server that ran it is gone.
ALTER TABLE messages ADD COLUMN answer_due_at BIGINT;
CREATE INDEX messages_unanswered ON messages (answer_due_at) WHERE answer_due_at IS NOT NULL;

-- The agent who wrote this in the customer's name: no message of his own for statistics.
ALTER TABLE messages ADD COLUMN author_id TEXT;
ALTER TABLE messages ADD COLUMN author_name TEXT;
