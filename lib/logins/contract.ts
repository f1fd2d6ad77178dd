import { z } from "zod";

/** A sign-in that still counts, on one device. */
export type Login = {
  id: string;
  /** The one that asks. */
  is_current: boolean;
  /** Empty where the program did not tell. */
  browser: string;
  device: string;
  ip_address: string | null;
  created_at: string;
  expires_at: string;
};

export const endLoginInput = z.strictObject({ login_id: z.uuid().toLowerCase() });
export type EndLoginInput = z.infer<typeof endLoginInput>;
