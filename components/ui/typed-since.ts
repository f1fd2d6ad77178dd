/** Of what is typed into fields, by name, what is not as it was when it was `sent`: it goes on. */
export function typedSince<T extends Partial<Record<string, string>>>(now: T, sent: T): Partial<T> {
  const others = Object.entries(now).filter(([field, text]) => sent[field] !== text);
  return Object.fromEntries(others) as Partial<T>;
}
