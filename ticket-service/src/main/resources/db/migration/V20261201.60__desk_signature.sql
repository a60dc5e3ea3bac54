-- What stands below the mails of a desk's agents, as routing told it; a desk without one has no row.
CREATE TABLE desk_signature (
    desk text PRIMARY KEY,
    ru   text,
    en   text,
    CHECK (ru IS NOT NULL OR en IS NOT NULL)
);
