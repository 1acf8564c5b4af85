-- What was recorded of shows, and what stations wish of it. The audio is in DATA_DIR/recordings, in files named after the show.

create table recording (
  broadcast_id uuid not null,
  state text not null,
  began_at timestamptz not null,
  -- What is known once it is finished: of all that was recorded, before trimming.
  format text,
  duration_ms integer not null default 0,
  bytes bigint not null default 0,
  -- [{"atMs": number, "ms": number}]: when no audio came.
  gaps jsonb not null default '[]',
  finished_at timestamptz,
  -- Integrated, by EBU R128; null: not measured, or too short.
  loudness_lufs real,
  -- One byte for each step of time: the highest sample in it, of 255. Null: not measured.
  peaks bytea,
  peak_step_ms integer,
  -- Of which bytes the file consists that is played, so that nobody has to read the index for that; made when it is finished or trimmed.
  -- {"front": base64, "files": [{"file": name, "start": number, "end": number}], "startMs": number, "durationMs": number}
  layout jsonb,
  -- What of it is played; null: all of it.
  trim_start_ms integer,
  trim_end_ms integer,
  -- Why it is not whole, or not there at all.
  failure text,
  constraint recording_pkey primary key (broadcast_id),
  constraint recording_broadcast_fkey foreign key (broadcast_id) references broadcast (id) on delete cascade,
  -- `gone`: deleted. The row stays, so that files of it that are found again are known.
  constraint recording_state check (state in ('recording', 'finishing', 'ready', 'failed', 'gone')),
  constraint recording_format check (format in ('mp3', 'aac', 'ogg')),
  constraint recording_ready check (state <> 'ready' or (format is not null and finished_at is not null and layout is not null)),
  constraint recording_size check (duration_ms >= 0 and bytes >= 0),
  constraint recording_peaks check ((peaks is null) = (peak_step_ms is null)),
  constraint recording_trim check (
    (trim_start_ms is null) = (trim_end_ms is null) and (trim_start_ms is null or 0 <= trim_start_ms and trim_start_ms < trim_end_ms)
  )
);

create index recording_unfinished_idx on recording (state) where state in ('recording', 'finishing');

alter table station
  add column record_shows boolean not null default true,
  -- After so many days a recording is deleted; null: never.
  add column keep_recordings_days integer,
  -- The oldest go when all of the station's recordings are larger; null: no such limit.
  add column recordings_quota_bytes bigint,
  add column offer_downloads boolean not null default false,
  add constraint station_keep_recordings check (keep_recordings_days > 0),
  add constraint station_recordings_quota check (recordings_quota_bytes > 0);
