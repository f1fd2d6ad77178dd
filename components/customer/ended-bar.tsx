import { Button, buttonClass } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { transcriptPath } from "@/lib/client/transcript";

type EndedBarProps = {
  session_id: string;
  /** Something was written and not sent when the chat ended. */
  has_draft: boolean;
  /** null where another chat is open, to go back to. */
  onStartNew: (() => void) | null;
  onBackToOpen: () => void;
};

export function EndedBar({ session_id, has_draft, onStartNew, onBackToOpen }: EndedBarProps) {
  // The server knows neither this browser's drafts nor its time zone, and React leaves an attribute
  // as the server wrote it.
  const hydrated = useHydrated();
  return (
    <footer className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t px-4 py-3">
      <p role="status" className="text-base text-text-muted">
        This chat has ended.
        {hydrated && has_draft && onStartNew && " What you had not sent is kept for a new chat."}
      </p>
      <a
        href={transcriptPath(session_id, "html", { side: "customer", knows_zone: hydrated })}
        download
        className={buttonClass()}
      >
        Save this chat
      </a>
      {onStartNew ? (
        <Button variant="primary" className="max-sm:grow" onClick={onStartNew}>
          Start a new chat
        </Button>
      ) : (
        <Button variant="primary" className="max-sm:grow" onClick={onBackToOpen}>
          Back to your open chat
        </Button>
      )}
    </footer>
  );
}
