/** Everyone who follows a session. */
export const sessionRoom = (session_id: string) => `session_${session_id}`;
/** The staff among them: what customers may not see goes here alone. */
export const staffRoom = (session_id: string) => `session_${session_id}:staff`;
/** All of one person's sockets. */
export const userRoom = (user_id: number) => `user_${user_id}`;
/** All staff who are connected. */
export const AGENTS = "agents";
/** The admins among them, who may watch every session. */
export const ADMINS = "admins";

/** The session whose room this is, or null for a room of another kind. */
export function sessionOfRoom(room: string): string | null {
  return /^session_([^:]+)$/.exec(room)?.[1] ?? null;
}
