/**
 * What a tab keeps over a reload, by name: drafts, and what was sent and has not arrived where the
 * browser refuses its database. It stays in the tab, and is gone with it or with the sign-out.
 */
const PREFIX = "parley.";

/** What the browser does not keep is there as long as the page is. */
const in_page = new Map<string, string>();

// A browser may refuse its storage altogether, or be out of room.
function stored<T>(use: (storage: Storage) => T, otherwise: () => T): T {
  try {
    return use(sessionStorage);
  } catch {
    return otherwise();
  }
}

export const readKept = (name: string): string | null =>
  in_page.get(name) ??
  stored(
    (storage) => storage.getItem(PREFIX + name),
    () => null,
  );

export function keep(name: string, text: string | null): void {
  in_page.delete(name);
  stored(
    (storage) => {
      if (text) storage.setItem(PREFIX + name, text);
      else storage.removeItem(PREFIX + name);
    },
    () => void (text && in_page.set(name, text)),
  );
}

export function forgetKept(): void {
  in_page.clear();
  stored(
    (storage) => {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(PREFIX)) storage.removeItem(key);
      }
    },
    () => {},
  );
}
