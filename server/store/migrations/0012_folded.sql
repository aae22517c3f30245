-- Keywords are found folded: width, case and accents do not count. The index and the texts that it
-- stands for are written anew behind the changes (server/store/searchindex.h); until that is done
-- an old text is found as it was before.

-- The folded content where lower(content) is not it (server/store/searchtext.h).
ALTER TABLE messages ADD COLUMN search_text TEXT;

DROP TABLE session_grams;
DROP TABLE ticket_grams;
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
UPDATE sessions SET indexed_seq = -1;
UPDATE tickets SET indexed_version = 0;

-- Empty: not written yet.
UPDATE quick_replies SET search_text = '';
CREATE INDEX quick_replies_unindexed ON quick_replies (id) WHERE search_text = '';
