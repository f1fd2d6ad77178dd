import type { ReaderSession } from "@/lib/sessions/contract";

/** The customer who is signed in, as the page knows them. */
export type Person = { user_id: number; name: string; is_guest: boolean };

/** Their chats, newest first, and where the list goes on. */
export type Chats = { items: ReaderSession[]; next_cursor: string | null };

export const IDENTITY = { side: "customer" } as const;
/** What the start form's draft is kept under. */
export const START_DRAFT = "start";
