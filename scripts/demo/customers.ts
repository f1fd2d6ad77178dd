import type { Random } from "@/faults/random";
import type { Language } from "@/scripts/demo/dialogue";
import { NAMES, REGULAR } from "@/scripts/demo/people";

export type Customer = {
  name: string;
  email: string | null;
  is_guest: boolean;
  /** In milliseconds. */
  created_at: number;
};

/** How many of the chats are by somebody without a name, and by somebody who has an account. */
const NAMELESS = 0.08;
const RETURNING = 0.2;
/** So many customers of one language have an account. */
const ACCOUNTS = 20;
const REGULARS_SHARE = 0.15;

const DAY = 86_400_000;

/** The shop's customers: most are guests and new each time, some come again. */
export function crowdOf(random: Random, now: number) {
  const taken = new Set<string>();
  const regular: Customer = { ...REGULAR, is_guest: false, created_at: now - 300 * DAY };
  const accounts = new Map<Language, Customer[]>();
  const all: Customer[] = [regular];

  function newName(language: Language): string {
    const { first, last } = NAMES[language];
    for (;;) {
      const name = `${random.one(first)} ${random.one(last)}`;
      // Where a language has few names, two people may share one.
      if (!taken.has(name) || random.next() < 0.1) {
        taken.add(name);
        return name;
      }
    }
  }

  const addressOf = (name: string, n: number) =>
    /^[\p{Script=Latin} ’-]+$/u.test(name)
      ? `${name
          .normalize("NFD")
          .replace(/\p{M}/gu, "")
          .toLowerCase()
          .replace(/[^a-z]+/g, ".")}${n}@example.org`
      : `customer${n}@example.org`;

  function account(language: Language): Customer {
    // The regular has a history to show; the others come again by chance.
    if (language === "en" && random.next() < REGULARS_SHARE) return regular;
    const known = accounts.get(language) ?? [];
    if (known.length >= ACCOUNTS || (known.length > 0 && random.next() < 0.4)) {
      return random.one(known);
    }
    const name = newName(language);
    const email = addressOf(name, all.length);
    const made: Customer = { name, email, is_guest: false, created_at: 0 };
    accounts.set(language, [...known, made]);
    return made;
  }

  function guest(language: Language): Customer {
    const name = random.next() < NAMELESS ? "Guest" : newName(language);
    const email = name !== "Guest" && random.next() < 0.3 ? addressOf(name, all.length) : null;
    return { name, email, is_guest: true, created_at: 0 };
  }

  /** Whose chat is not over. */
  const present = new Set<Customer>();

  function come(language: Language, at: number): Customer {
    let customer: Customer;
    do {
      customer = random.next() < RETURNING ? account(language) : guest(language);
    } while (present.has(customer));
    if (customer.created_at === 0) {
      all.push(customer);
      // An account is some days older than its first chat.
      customer.created_at = customer.is_guest ? at : at - random.between(1, 300) * DAY;
    }
    return customer;
  }

  return {
    all,
    /** Who comes at `at`, in milliseconds, which is later than all before. A guest comes once. */
    come,
    /** The same for somebody who is still there. */
    stay(language: Language, at: number): Customer {
      const customer = come(language, at);
      present.add(customer);
      return customer;
    },
  };
}

export type Crowd = ReturnType<typeof crowdOf>;
