-- Kinds of apostrophes, quotation marks and dashes do not count any more when a keyword is looked
-- for: don't finds don’t. As in 0012, the index and the texts that it stands for are written anew
-- behind the changes; until that is done an old text is not found by such a mark.

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
UPDATE quick_replies SET search_text = '';
