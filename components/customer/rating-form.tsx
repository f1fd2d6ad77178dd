import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { readDraft, writeDraft } from "@/components/chat/drafts";
import { scoreLook } from "@/components/chat/score-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { COMMENT_LIMIT, SCORES as RATING_SCORES, Score } from "@/lib/ratings/contract";

// Said here once more, because the contract's code is not for this page; the types hold them together.
const LIMIT: typeof COMMENT_LIMIT = 10_000;
const SCORES: typeof RATING_SCORES = [1, 2, 3, 4, 5];

/** What is chosen and written and not sent; it outlasts a reload. */
type Unsent = { score: Score | null; comment: string };

const NOTHING: Unsent = { score: null, comment: "" };
const draftOf = (session_id: string) => `rating.${session_id}`;

function readUnsent(session_id: string): Unsent {
  try {
    return { ...NOTHING, ...JSON.parse(readDraft(draftOf(session_id)) || "{}") };
  } catch {
    return NOTHING;
  }
}

type RatingFormProps = {
  session_id: string;
  /** `is_as_sent`: false where it had been rated otherwise. */
  onRated: (is_as_sent: boolean) => void;
};

/** Five choices, and a comment with the one that was made. */
export function RatingForm({ session_id, onRated }: RatingFormProps) {
  const client = useChatClient();
  const [unsent, setUnsent] = useState(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const { score, comment } = unsent;
  const too_long = Array.from(comment).length - LIMIT;

  // Read late: the page that the server sent knows nothing of it.
  useEffect(() => setUnsent(readUnsent(session_id)), [session_id]);

  function change(part: Partial<Unsent>) {
    const next = { ...unsent, ...part };
    setUnsent(next);
    writeDraft(draftOf(session_id), JSON.stringify(next));
  }

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!client || running || score === null) return;
    if (too_long > 0) return area.current?.focus();
    setRunning(true);
    setProblem(null);
    try {
      await client.rate(session_id, { score, ...(comment.trim() && { comment }) });
      writeDraft(draftOf(session_id), "");
      onRated(true);
    } catch (error) {
      const { code, message } = toErrorBody(error);
      setRunning(false);
      if (code === "CONFLICT") return onRated(false);
      setProblem(message);
    }
  }

  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      <Scores score={score} onChoose={(chosen) => change({ score: chosen })} />
      {score !== null && (
        <>
          <Field
            label="Anything to add?"
            optionalText="optional"
            error={
              too_long > 0 &&
              `This is ${too_long.toLocaleString()} characters over the limit of ${LIMIT.toLocaleString()}.`
            }
          >
            <Textarea
              ref={area}
              rows={2}
              maxRows={4}
              value={comment}
              onChange={(event) => change({ comment: event.currentTarget.value })}
              onKeyDown={(event) => {
                const is_meant = event.key === "Enter" && (event.ctrlKey || event.metaKey);
                if (is_meant) event.currentTarget.form?.requestSubmit();
              }}
            />
          </Field>
          {problem && (
            <Banner tone="danger" title="Your rating was not sent.">
              {problem} What you chose and wrote is kept.
            </Banner>
          )}
          <Button
            type="submit"
            loading={running}
            shortcut="Mod+Enter"
            className="self-end max-sm:w-full"
          >
            {problem ? "Try again" : "Send rating"}
          </Button>
        </>
      )}
    </form>
  );
}

type ScoresProps = { score: Score | null; onChoose: (score: Score) => void };

function Scores({ score, onChoose }: ScoresProps) {
  const name = useId();

  /** The arrows are the browser's own. */
  function onKey(event: KeyboardEvent<HTMLElement>) {
    const struck = SCORES.find((one) => String(one) === event.key);
    if (!struck || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll("input")[struck - 1]?.focus();
    onChoose(struck);
  }

  return (
    <fieldset onKeyDown={onKey} className="group min-w-0">
      <legend className="text-base font-medium text-text">How was it?</legend>
      <div className="mt-2 grid grid-cols-5 gap-1.5">
        {SCORES.map((one) => {
          const { word, Face } = scoreLook(one);
          return (
            <label
              key={one}
              className="relative flex min-h-14 min-w-0 flex-col items-center justify-center gap-1 rounded-lg border border-border-strong bg-surface px-1 py-2 text-sm text-text-muted hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent-text has-checked:inset-ring-1 has-checked:inset-ring-accent"
            >
              <input
                type="radio"
                name={name}
                aria-label={`${word}, ${one} of 5`}
                aria-keyshortcuts={String(one)}
                checked={score === one}
                onChange={() => onChoose(one)}
                className="absolute inset-0 appearance-none rounded-lg"
              />
              <Face aria-hidden="true" className="size-5" />
              <span aria-hidden="true">{word}</span>
              {/* They work while one of the five has the focus. */}
              <span
                aria-hidden="true"
                className="absolute end-1 top-1 opacity-0 group-focus-within:opacity-100 pointer-coarse:hidden"
              >
                <Kbd keys={String(one)} />
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
