import { z } from "zod";
import { ROLES, type Role } from "@/lib/actor";
import type { AgentStatus } from "@/lib/agents/contract";
import { userIdText } from "@/lib/input";
import { singleLine } from "@/lib/text";
import { code } from "@/lib/two-factor/contract";

export type User = {
  id: number;
  name: string;
  email: string | null;
  role: Role;
  status: AgentStatus;
};

/** A user as admins manage them. */
export type Account = User & {
  is_active: boolean;
  is_guest: boolean;
  /** Staff who have not used their setup link yet. */
  is_invited: boolean;
  /** Signing in takes a code besides the password. */
  has_two_factor: boolean;
  skills: string[];
  active_chats: number;
  max_concurrent_chats: number;
  last_activity_at: string | null;
  created_at: string;
};

/** A token and who it is for; `expires_at` is ISO 8601. */
export type SignedIn = { token: string; expires_at: string; user: User };

const name = singleLine(100);
/** 254 characters is what fits in an SMTP path (RFC 5321, 4.5.3.1.3). */
const email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email());
/** Long enough to be worth guessing at, short enough to be hashed at once. */
const newPassword = z.string().min(10, "has at least 10 characters").max(200);
const password = z.string().min(1).max(200);

/** `code` where a second factor is on. */
export const tokenInput = z.strictObject({ email, password, code: code.optional() });
export type TokenInput = z.infer<typeof tokenInput>;

export const guestInput = z.strictObject({ name: name.optional(), email: email.optional() });
export type GuestInput = z.infer<typeof guestInput>;

export const registerInput = z.strictObject({ name, email, password: newPassword });
export type RegisterInput = z.infer<typeof registerInput>;

const skills = z.array(singleLine(50)).max(50);
const max_concurrent_chats = z.int().min(0).max(1000);

export const createStaffInput = z.strictObject({
  name,
  email,
  role: z.enum(["agent", "admin"]),
  password: newPassword.optional(),
  skills: skills.optional(),
  max_concurrent_chats: max_concurrent_chats.optional(),
});
export type CreateStaffInput = z.infer<typeof createStaffInput>;

export const updateUserInput = z.strictObject({
  user_id: userIdText,
  name: name.optional(),
  role: z.enum(ROLES).optional(),
  skills: skills.optional(),
  max_concurrent_chats: max_concurrent_chats.optional(),
  is_active: z.boolean().optional(),
});
export type UpdateUserInput = z.infer<typeof updateUserInput>;

export const listUsersInput = z.strictObject({
  role: z.enum(ROLES).optional(),
  q: singleLine(100).optional(),
  cursor: userIdText.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .optional(),
});
export type ListUsersInput = z.infer<typeof listUsersInput>;

export const renewSetupLinkInput = z.strictObject({ user_id: userIdText });
export type RenewSetupLinkInput = z.infer<typeof renewSetupLinkInput>;

export const resetTwoFactorInput = z.strictObject({ user_id: userIdText });
export type ResetTwoFactorInput = z.infer<typeof resetTwoFactorInput>;

export const changePasswordInput = z.strictObject({ password, new_password: newPassword });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

const setupToken = z.string().min(1).max(100);

/** The first admin gives all of it; who was invited has a name and an address already. */
export const setupInput = z.strictObject({
  token: setupToken,
  name: name.optional(),
  email: email.optional(),
  password: newPassword,
});
export type SetupInput = z.infer<typeof setupInput>;
