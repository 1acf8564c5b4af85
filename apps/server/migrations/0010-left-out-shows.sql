-- Of a series, the last day of which a letter told that its show cannot be made, because another show has the time. Null: none was told.
alter table schedule_series add column left_out_told date;
