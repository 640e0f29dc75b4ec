-- Version 1 of the store. Times are ISO 8601 in UTC; hashes are SHA-256 in hexadecimal.

-- A file as it was when it was read: unchanged size and time of change mean unchanged content.
CREATE TABLE file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    ingest_version TEXT NOT NULL,
    articles TEXT NOT NULL,      -- JSON list of article keys
    skipped TEXT NOT NULL        -- JSON list of the reasons why something in it gives nothing
);

CREATE TABLE article (
    key TEXT PRIMARY KEY,        -- hash of everything that its reading depends on
    data BLOB NOT NULL
);

CREATE TABLE reading (
    article TEXT NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    extractor TEXT NOT NULL,     -- version of the rules and of the language model
    data BLOB NOT NULL,          -- a Reading, or the reason why there is none
    PRIMARY KEY (article, extractor)
);

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    fingerprint TEXT NOT NULL,   -- hash of the inputs and of the job's settings
    moment TEXT NOT NULL,        -- the time that its documents bear
    state TEXT NOT NULL CHECK (state IN ('planned', 'rendered', 'queued', 'done', 'failed')),
    started TEXT NOT NULL,
    ended TEXT,
    summary TEXT                 -- JSON: counts, what was skipped, the error of a failed run
);
CREATE INDEX run_of_job ON run (job, id);

-- What the last run that ended well reported; the next one says what is new since.
CREATE TABLE edition (
    job TEXT PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    analysis TEXT NOT NULL       -- JSON, as 'briefgen analyze --json' prints it
);

-- A meeting keeps its identity from run to run, whatever articles join it.
CREATE TABLE meeting (
    job TEXT NOT NULL,
    identity TEXT NOT NULL,
    current_id TEXT NOT NULL,    -- its id in the last edition
    first_run INTEGER NOT NULL REFERENCES run (id),
    last_run INTEGER NOT NULL REFERENCES run (id),
    PRIMARY KEY (job, identity)
);

-- A document that a run wrote. One that need not be written again stays that of the earlier run.
CREATE TABLE brief (
    run INTEGER NOT NULL REFERENCES run (id),
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,        -- of the file
    content TEXT NOT NULL,       -- hash of all that it shows but its time and what is new in it
    meeting TEXT,                -- identity of the meeting that it is about; NULL for a digest
    template TEXT NOT NULL,
    is_current INTEGER NOT NULL DEFAULT 0,  -- it belongs to the last edition of its job
    PRIMARY KEY (run, path)
);

-- A feed as it was when it was last fetched: what its server said of its version.
CREATE TABLE feed (
    job TEXT NOT NULL,
    name TEXT NOT NULL,          -- as the job names it
    etag TEXT,
    modified TEXT,
    fetched TEXT NOT NULL,
    ingest_version TEXT NOT NULL,
    PRIMARY KEY (job, name)
);

-- Every article that a feed of a job has shown, since a feed shows its newest entries alone.
CREATE TABLE feed_article (
    job TEXT NOT NULL,
    feed TEXT NOT NULL,
    path TEXT NOT NULL,          -- its address, or its name in the feed
    article TEXT NOT NULL REFERENCES article (key),
    seen TEXT NOT NULL,          -- when the feed last had it
    PRIMARY KEY (job, feed, path, article)
);

-- The outbox. A message stands here before it is tried, whole, as its bytes go out.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,   -- the header, with its angle brackets
    run INTEGER REFERENCES run (id),   -- NULL for 'briefgen send'
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    data BLOB NOT NULL,
    created TEXT NOT NULL
);

CREATE TABLE delivery (
    message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT,               -- of one that waits
    answer TEXT,                 -- the server's last words
    changed TEXT NOT NULL,
    PRIMARY KEY (message, recipient)
);
CREATE INDEX delivery_waiting ON delivery (state, next_try);

-- Every article that an edition of a job rested on: one that is away for a run is no news when it is back.
CREATE TABLE job_article (
    job TEXT NOT NULL,
    article TEXT NOT NULL,       -- its key; its data may be gone
    run INTEGER NOT NULL REFERENCES run (id),  -- the last one in which it was there
    PRIMARY KEY (job, article)
) WITHOUT ROWID;
