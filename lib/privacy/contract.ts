import { z } from "zod";
import { userIdText } from "@/lib/input";

/** A link to it says in its address which of the browser's cookies speaks. */
export const exportCustomerInput = z.strictObject({
  user_id: userIdText,
  side: z.enum(["staff", "customer"]).optional(),
});
export type ExportCustomerInput = z.infer<typeof exportCustomerInput>;

export const eraseCustomerInput = z.strictObject({ user_id: userIdText });
export type EraseCustomerInput = z.infer<typeof eraseCustomerInput>;

/** What was erased, in numbers. */
export type Erased = { chats: number; messages: number; files: number; tickets: number };
