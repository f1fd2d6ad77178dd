import { CloudAlert } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toErrorBody } from "@/lib/client/api";

type LoadFailedProps = {
  /** What did not load: "The chats". */
  what: string;
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
  /** Whether what was loaded before is still on the screen. */
  has_old?: boolean;
};

/** Says that something did not load and why, and tries again. */
export function LoadFailed({ what, error, retrying, onRetry, has_old = false }: LoadFailedProps) {
  const { message } = toErrorBody(error);
  const title = `${what} did not load`;
  const again = (
    <Button loading={retrying} onClick={onRetry}>
      Try again
    </Button>
  );
  if (has_old) {
    return (
      <Banner tone="warning" title={title} action={again}>
        {message} What you see may be old.
      </Banner>
    );
  }
  return (
    <div role="alert">
      <EmptyState icon={<CloudAlert />} title={title} action={again}>
        {message}
      </EmptyState>
    </div>
  );
}
