-- What the test handlers applied, in the order they did.
create table applied (
    n       bigint generated always as identity primary key,
    replica text   not null,
    topic   text   not null,
    key     text   not null,
    text    text   not null,
    replay  text
);
create table unreadable (id uuid primary key, text text not null);
