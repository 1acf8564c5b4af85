-- Which programs may start on a schema that is newer than they are.

alter table migration
  -- Only those that know this many migrations. A migration that takes something away, or demands something new, raises it
  -- by a line `oldest program: <number>` in its file; all others leave it, so that one may go back to the version before.
  add column oldest_program integer not null default 0;
