export const ROLES = ["customer", "agent", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling, as the database has them (read at most a few seconds ago). */
export type Actor = {
  user_id: number;
  name: string;
  role: Role;
  is_guest: boolean;
  /** The sign-in that the caller's token came from. */
  login_id: string;
};

/** What an admin let the server do by itself. It has no account, and nobody can sign in as it. */
export const SERVER: Actor = {
  user_id: 0,
  name: "Parley",
  role: "admin",
  is_guest: false,
  login_id: "",
};

/** The account that a row names for what was done; none for what the server did. */
export const accountOf = ({ user_id }: Actor): number | null => user_id || null;

/** What is known of the call itself, besides who makes it. */
export type Caller = {
  /** The peer's address as the server sees it. */
  ip_address: string | null;
  /** The socket that the call came over; it gets the answer and not the event. */
  socket_id: string | null;
  /** What the program calls itself, where that is asked. */
  user_agent?: string | null;
};

export function isStaff(user: { role: Role }): boolean {
  return user.role !== "customer";
}
