/** Reads the one line by which the practice exchange says that it listens. */
import * as v from 'valibot';

/** What the server prints as its first line of JSON. */
const announcementSchema = v.object({ ready: v.literal(true), port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)) });

/** The port if the line is the server's announcement. */
export function readAnnouncement(line: string): number | null {
  if (!line.startsWith('{')) return null;
  try {
    const checked = v.safeParse(announcementSchema, JSON.parse(line));
    return checked.success ? checked.output.port : null;
  } catch {
    return null;
  }
}
