-- What was answered to requests that carry an Idempotency-Key, so that the same request again, whose
-- answer got lost, changes nothing twice. Kept for a day.
CREATE TABLE repeats (
    username   TEXT NOT NULL,
    key        TEXT NOT NULL,
    request    TEXT NOT NULL, -- fingerprint of method, path and body
    answer     TEXT NOT NULL, -- JSON; '' for none
    created_at BIGINT NOT NULL,
    PRIMARY KEY (username, key)
);
CREATE INDEX repeats_by_time ON repeats (created_at);
