import { clsx } from "clsx";
import { useMemo } from "react";
import { FoldedText } from "./folded-text";
import { isFolded } from "./message-fold";
import { isFewEmoji, partsOf } from "./message-parts";

/**
 * What a person wrote: its line breaks and its direction kept, its addresses made links, and a few
 * emoji alone drawn large. An address is read from left to right also within other text. Of a very
 * long one the beginning is shown.
 */
export function MessageText({ children }: { children: string }) {
  const parts = useMemo(() => partsOf(children), [children]);
  const is_large = isFewEmoji(children);
  const text = parts.map(({ text, href }, place) =>
    href ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
        key={place}
        href={href}
        dir="ltr"
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="underline underline-offset-2"
      >
        {text}
      </a>
    ) : (
      text
    ),
  );
  if (isFolded(children)) return <FoldedText>{text}</FoldedText>;
  return (
    <div
      dir="auto"
      data-large={is_large || undefined}
      className={clsx("whitespace-pre-wrap wrap-anywhere", is_large && "text-[2rem] leading-tight")}
    >
      {text}
    </div>
  );
}
