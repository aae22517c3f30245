-- Tickets, what hangs on them, and their SLA policies.

CREATE TABLE tickets (
    id @identity@,
    ticket_id TEXT NOT NULL UNIQUE,
    -- TK-202600001; gapless, see ticket_numbers
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    -- 0 low … 3 urgent: the order of the list
    urgency INTEGER NOT NULL,
    status TEXT NOT NULL,
    department TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    session_name TEXT,
    order_id TEXT,
    bike_model TEXT,
    vin TEXT,
    assignee_id TEXT,
    assignee_name TEXT,
    created_by TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    first_responded_at BIGINT,
    resolved_at BIGINT,
    closed_at BIGINT,
    sla_response_deadline BIGINT NOT NULL,
    sla_deadline BIGINT NOT NULL,
    -- the status that was announced last
    sla_announced TEXT NOT NULL,
    -- when the SLA clock has to look again; null: never
    sla_turns_at BIGINT,
    ai_summary TEXT,
    -- JSON array of texts
    tags TEXT NOT NULL,
    -- number, title, description, customer, order, model, VIN and assignee in lower case
    search_text TEXT NOT NULL,
    comment_count INTEGER NOT NULL,
    attachment_count INTEGER NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX tickets_by_urgency ON tickets (urgency, created_at, id);
CREATE INDEX tickets_by_status ON tickets (status, urgency, created_at, id);
CREATE INDEX tickets_by_assignee ON tickets (assignee_id, urgency, created_at, id);
CREATE INDEX tickets_by_session ON tickets (session_name, id) WHERE session_name IS NOT NULL;
CREATE INDEX tickets_by_turn ON tickets (sla_turns_at) WHERE sla_turns_at IS NOT NULL;
CREATE INDEX tickets_open ON tickets (category, priority) WHERE resolved_at IS NULL AND closed_at IS NULL;

-- The last number of each year; counted in the transaction that makes the ticket, so no number is
-- lost when that is rolled back.
CREATE TABLE ticket_numbers (
    year INTEGER PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE ticket_comments (
    id @identity@,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    content TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- JSON array of usernames
    mentions TEXT NOT NULL,
    internal INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ticket_comments_by_ticket ON ticket_comments (ticket, id);

CREATE TABLE ticket_activities (
    id @identity@,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    action TEXT NOT NULL,
    description TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    operator_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- JSON object
    details TEXT NOT NULL
);
CREATE INDEX ticket_activities_by_ticket ON ticket_activities (ticket, id);

CREATE TABLE ticket_attachments (
    id @identity@,
    attachment_id TEXT NOT NULL UNIQUE,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    -- the random name of the file in the data directory
    file TEXT NOT NULL UNIQUE,
    uploaded_by TEXT NOT NULL,
    uploaded_by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ticket_attachments_by_ticket ON ticket_attachments (ticket, id);

-- `*` and `*`: any pair that has no row of its own.
CREATE TABLE sla_policies (
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    response_minutes INTEGER NOT NULL,
    resolution_minutes INTEGER NOT NULL,
    PRIMARY KEY (category, priority)
);
INSERT INTO sla_policies (category, priority, response_minutes, resolution_minutes) VALUES
    ('pre_sales', 'normal', 120, 1440),
    ('order_modify', 'high', 30, 240),
    ('shipping', 'high', 60, 720),
    ('after_sales', 'normal', 240, 2880),
    ('technical', 'urgent', 15, 480),
    ('compliance', 'high', 120, 1440),
    ('*', '*', 240, 1440);
