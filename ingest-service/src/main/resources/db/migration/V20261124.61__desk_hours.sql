-- When desks work, as routing tells it: intervals as JSON, null for a desk that always works.
CREATE TABLE desk_hours (
    desk        text PRIMARY KEY,
    opens       jsonb,
    known_until timestamptz NOT NULL
);
