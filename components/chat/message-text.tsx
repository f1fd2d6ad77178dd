import { Fragment } from "react";

const LINK = /(https?:\/\/[^\s<>"]+)/;
/** What ends a sentence and not the address before it. */
const AFTER_LINK = /[.,;:!?'*]+$/;

function linkEnd(text: string): number {
  let end = text.replace(AFTER_LINK, "").length;
  // A bracket belongs to the address only where it was opened there.
  if (text[end - 1] === ")" && !text.slice(0, end).includes("(")) end--;
  return end;
}

/** What a person wrote: its line breaks and its direction kept, its addresses made links. */
export function MessageText({ children }: { children: string }) {
  return (
    <div dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {children.split(LINK).map((part, place) => {
        if (place % 2 === 0) return part;
        const end = linkEnd(part);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <Fragment key={place}>
            <a
              href={part.slice(0, end)}
              target="_blank"
              rel="noopener noreferrer nofollow"
              className="underline underline-offset-2"
            >
              {part.slice(0, end)}
            </a>
            {part.slice(end)}
          </Fragment>
        );
      })}
    </div>
  );
}
