"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useIsShown } from "./kept-chat";

/** So near to the end one reads the end, in pixels. */
const NEAR = 48;

/** What stands at the upper edge: an element, and how far below that edge it begins. */
type Anchor = { element: Element; top: number };

type Place = {
  is_at_end: RefObject<boolean>;
  toEnd: () => void;
  /** Puts the element at the upper edge. */
  toElement: (element: Element) => void;
  onScroll: () => void;
};

/**
 * Where one reads in a box that scrolls. Who is at the end stays there, whatever comes or changes
 * its height. Who reads further up keeps what they read in its place: while earlier messages come
 * (`first_key` is another then), and while the log was hidden.
 * @param content holds the parts that hold the rows, each of them with `data-rows`
 * @param onEnd each time that the end is reached
 */
export function usePlace(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  first_key: string | undefined,
  onEnd: () => void,
): Place {
  const is_at_end = useRef(true);
  const anchor = useRef<Anchor | null>(null);
  const last_top = useRef(0);

  function toEnd() {
    if (!box.current) return;
    box.current.scrollTop = box.current.scrollHeight;
    last_top.current = box.current.scrollTop;
    is_at_end.current = true;
    onEnd();
  }

  function mark() {
    if (!box.current || !content.current) return;
    anchor.current = is_at_end.current ? null : anchorOf(box.current, content.current);
    last_top.current = box.current.scrollTop;
  }

  function restore() {
    if (!box.current) return;
    const { element, top } = anchor.current ?? {};
    if (is_at_end.current) box.current.scrollTop = box.current.scrollHeight;
    else if (element?.isConnected && top !== undefined) {
      box.current.scrollTop += topIn(box.current, element) - top;
    }
    last_top.current = box.current.scrollTop;
  }

  function toElement(element: Element) {
    if (!box.current) return;
    is_at_end.current = false;
    anchor.current = { element, top: 0 };
    restore();
  }

  function onScroll() {
    // A hidden one is put to its beginning by some browsers.
    if (!box.current || box.current.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    // Only the person goes up; what grew below them since did not move them away from the end.
    const went_up = scrollTop < last_top.current;
    const is_near = scrollHeight - scrollTop - clientHeight < NEAR;
    is_at_end.current = is_near || (is_at_end.current && !went_up);
    mark();
    if (is_at_end.current) onEnd();
  }

  // Whatever changes its height, the pane or what is in it: who was at the end stays there.
  useEffect(() => {
    const [outer, inner] = [box.current, content.current];
    if (!outer || !inner) return;
    const observer = new ResizeObserver(() => {
      if (is_at_end.current) outer.scrollTop = outer.scrollHeight;
      last_top.current = outer.scrollTop;
    });
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [box, content]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first message is the signal
  useLayoutEffect(restore, [first_key]);
  // Where what is hidden is not laid out, it has lost its place.
  const is_shown = useIsShown();
  useLayoutEffect(() => {
    if (!is_shown || !box.current || CSS.supports("content-visibility", "hidden")) return;
    box.current.scrollTop = last_top.current;
  }, [box, is_shown]);

  return { is_at_end, toEnd, toElement, onScroll };
}

const topIn = (box: Element, element: Element) =>
  element.getBoundingClientRect().top - box.getBoundingClientRect().top;

/** The first row at the upper edge. */
function anchorOf(box: Element, content: Element): Anchor | null {
  const edge = box.getBoundingClientRect().top;
  const isBelow = (element: Element) => element.getBoundingClientRect().bottom > edge;
  const part = [...content.children].find((one) => one.hasAttribute("data-rows") && isBelow(one));
  const element = [...(part?.children ?? [])].find(isBelow);
  return element ? { element, top: element.getBoundingClientRect().top - edge } : null;
}
