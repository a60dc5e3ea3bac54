-- How fast the queue of each desk was measured to move: departures in so many milliseconds in which somebody waited, the
-- past counting less. A replica that takes a pool over goes on from here.
create table desk_pace (
    desk        text             primary key references desk (id) on delete cascade,
    departures  double precision not null check (departures >= 0),
    busy_millis double precision not null check (busy_millis >= 0)
);
