-- Letters that a mail server may have, though it never said so.

alter table letter
  -- Set right before a mail server is told that it has all of the letter: from then on it may be on its way, answer or not.
  add column handed_over_at timestamptz;
