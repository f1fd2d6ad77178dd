import { useRef, useState } from "react";
import { scoreLook } from "@/components/chat/score-words";
import { RatingForm } from "@/components/customer/rating-form";
import type { ReaderSession } from "@/lib/sessions/contract";

/** How the chat was, asked once after its end; then what one said. */
export function RatingPanel({ session }: { session: ReaderSession }) {
  const { id, rating, agents } = session;
  const panel = useRef<HTMLElement>(null);
  const [is_other, setOther] = useState(false);
  // Who met nobody has nobody to speak of.
  if (rating === null && agents.length === 0) return null;

  /** The form, and with it what had the focus, is gone. */
  function onRated(is_as_sent: boolean) {
    setOther(!is_as_sent);
    panel.current?.focus();
  }

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label="Rating"
      className="max-h-[calc(0.6*var(--visible-height))] shrink-0 overflow-y-auto border-t px-4 py-3 outline-none"
    >
      {rating === null && <RatingForm session_id={id} onRated={onRated} />}
      <div role="status" className="empty:hidden">
        {rating !== null && <Rated score={rating} is_other={is_other} />}
      </div>
    </section>
  );
}

type RatedProps = {
  score: number;
  /** It was sent from another window, before this one's. */
  is_other: boolean;
};

function Rated({ score, is_other }: RatedProps) {
  const { word, Face } = scoreLook(score);
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-base text-text-muted">
      {is_other ? "You had rated this chat before:" : "You rated this chat:"}
      <span className="inline-flex items-center gap-1.5 font-medium text-text">
        <Face aria-hidden="true" className="size-4 shrink-0" />
        {word}.
      </span>
      {is_other ? "That stays." : "Thank you."}
    </p>
  );
}
