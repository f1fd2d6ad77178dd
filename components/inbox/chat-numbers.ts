/** There are so many keys with a figure to open a chat by. */
const MOST = 9;

/**
 * Which figure opens which of the own chats (`ids`, in the order in which the agent got them). A
 * chat keeps its number as long as it is there, wherever its row goes, so that what one reads is
 * what one strikes; a new one gets the lowest that is free. The same map as `before` where nothing
 * changed.
 */
export function chatNumbers(
  before: ReadonlyMap<string, number>,
  ids: readonly string[],
): ReadonlyMap<string, number> {
  const numbers = new Map([...before].filter(([id]) => ids.includes(id)));
  const taken = new Set(numbers.values());
  const free = Array.from({ length: MOST }, (_, place) => place + 1).filter((n) => !taken.has(n));
  for (const id of ids) {
    if (numbers.has(id)) continue;
    const number = free.shift();
    if (number === undefined) break;
    numbers.set(id, number);
  }
  const is_same =
    numbers.size === before.size && [...numbers].every(([id, n]) => before.get(id) === n);
  return is_same ? before : numbers;
}
