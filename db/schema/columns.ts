import { customType } from "drizzle-orm/pg-core";

/**
 * A point in time: `timestamptz(3)` in the database, an ISO 8601 string in UTC everywhere else.
 * Milliseconds, because that is what the wire and JavaScript keep: a cursor made of one is exact.
 */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});
