import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the library's parameters (19 MiB, 2 passes), which are OWASP's first choice. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let nobody: Promise<string> | undefined;

/** Takes as long for an account that does not exist: the time must not tell which addresses do. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash("a password that nobody has");
  const is_right = await verify(stored ?? (await nobody), password);
  return stored !== null && is_right;
}
