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

/** What is known of the call itself, besides who makes it. */
export type Caller = {
  /** The peer's address as the server sees it. */
  ip_address: string | null;
  /** The socket that the call came over; it gets the answer and not the event. */
  socket_id: string | null;
};

export function isStaff(user: { role: Role }): boolean {
  return user.role !== "customer";
}
