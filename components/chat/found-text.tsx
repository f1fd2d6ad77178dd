import { useMemo } from "react";
import { excerptOf } from "./excerpt";

type FoundTextProps = { content: string; matches: [start: number, end: number][] };

/** A message that was found, cut to what is around it, with what was found marked. */
export function FoundText({ content, matches }: FoundTextProps) {
  const parts = useMemo(() => excerptOf(content, matches), [content, matches]);
  return (
    <bdi dir="auto" className="line-clamp-2 wrap-anywhere">
      {parts.map(({ text, is_match }, place) =>
        is_match ? (
          <mark
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
            key={place}
            className="rounded-sm bg-warning-soft font-semibold text-text underline decoration-warning underline-offset-2"
          >
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </bdi>
  );
}
