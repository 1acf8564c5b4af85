/** The schedule: shows to come, those that repeat, reminders by letter, calendars to subscribe to. */
export { createSchedule, type Schedule, type ScheduleChange } from './schedule.ts';
