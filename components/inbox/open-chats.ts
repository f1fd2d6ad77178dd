/** So many chats stay on the page, drawn and hidden: what an agent may hold, and some to spare. */
const MOST = 30;
/** Of chats that are not the agent's own: who looks into the queue compares a few. */
const MOST_OTHERS = 4;

/**
 * The chats that stay open, those looked at last first: what was open with the one that is looked
 * at now. The same array where nothing changes.
 */
export function openChats(
  open: readonly string[],
  selected: string | null,
  own: ReadonlySet<string>,
): readonly string[] {
  const newest = selected ? [selected, ...open.filter((id) => id !== selected)] : open;
  let others = 0;
  const kept = newest
    .filter((id) => id === selected || own.has(id) || ++others <= MOST_OTHERS)
    .slice(0, MOST);
  const is_same = kept.length === open.length && kept.every((id, place) => id === open[place]);
  return is_same ? open : kept;
}
