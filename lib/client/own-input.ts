const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** A page that moves under a pointer at rest makes a move of it, which nobody made. */
const isOwn = (event: Event) =>
  event.isTrusted &&
  !(event instanceof PointerEvent && event.type === "pointermove" && isAtRest(event));

const isAtRest = ({ movementX, movementY }: PointerEvent) => movementX === 0 && movementY === 0;

/**
 * Calls for what the person does with keyboard, pointer or wheel, and for nothing that a script, a
 * timer or the page itself does. @returns stops
 */
export function onOwnInput(tell: () => void): () => void {
  const hear = (event: Event) => {
    if (isOwn(event)) tell();
  };
  for (const input of INPUTS)
    window.addEventListener(input, hear, { passive: true, capture: true });
  return () => {
    for (const input of INPUTS) window.removeEventListener(input, hear, { capture: true });
  };
}
