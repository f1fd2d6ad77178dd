/** What a command is found by; already small letters without accents. */
export type Findable = { id: string; label: string; text: string };

/** Whether the letters of `word` come in `text` in this order, with others between them. */
function isScattered(word: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === word[at]) at++;
  return at === word.length;
}

/** The better, the higher; 0 is no match. A scattered match counts in what is read first alone. */
function scoreOf(word: string, { label, text }: Findable): number {
  if (label.startsWith(word)) return 5;
  if (label.includes(` ${word}`)) return 4;
  if (text.startsWith(word) || text.includes(` ${word}`)) return 3;
  if (label.includes(word) || text.includes(word)) return 2;
  return word.length > 1 && isScattered(word, label) ? 1 : 0;
}

/**
 * Those that every word of `query` is found in, the best first, and among equals in the order in
 * which they came. Without a query all of them, the recently used (`recent`, newest first) first.
 */
export function rankCommands<T extends Findable>(
  commands: readonly T[],
  query: string,
  recent: readonly string[],
): T[] {
  const words = query.split(" ").filter(Boolean);
  if (words.length === 0) {
    const used = recent.flatMap((id) => commands.filter((command) => command.id === id));
    return [...used, ...commands.filter((command) => !used.includes(command))];
  }
  return commands
    .map((command) => ({ command, scores: words.map((word) => scoreOf(word, command)) }))
    .filter(({ scores }) => scores.every((score) => score > 0))
    .map(({ command, scores }) => ({ command, sum: scores.reduce((a, b) => a + b) }))
    .sort((a, b) => b.sum - a.sum)
    .map(({ command }) => command);
}
