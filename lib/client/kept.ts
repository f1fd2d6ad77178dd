/**
 * What a tab keeps over a reload, by name: drafts, and what was sent and has not arrived where the
 * browser refuses its database. It stays in the tab, and is gone with it or with the sign-out.
 */
const PREFIX = "parley.";

// A browser may refuse its storage altogether, or be out of room; then nothing is kept.
function stored<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

export const readKept = (name: string): string | null =>
  stored((storage) => storage.getItem(PREFIX + name));

export function keep(name: string, text: string | null): void {
  stored((storage) => {
    if (text) storage.setItem(PREFIX + name, text);
    else storage.removeItem(PREFIX + name);
  });
}

export function forgetKept(): void {
  stored((storage) => {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(PREFIX)) storage.removeItem(key);
    }
  });
}
