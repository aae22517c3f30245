-- PostgreSQL: an event's id is base + its transaction's number and its place there (eventlog.h). Filled at start.
CREATE TABLE event_base (
    base BIGINT NOT NULL,
    -- no id below is given any more
    first BIGINT NOT NULL
);
