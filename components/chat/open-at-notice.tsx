import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { useOpenAt } from "./use-open-at";

/** Over the log while a message further up is loaded, or why it is not there. */
export function OpenAtNotice({ status, retry }: ReturnType<typeof useOpenAt>) {
  if (status === "ready") return null;
  if (status === "loading") {
    return (
      <div className="flex shrink-0 justify-center border-b p-2">
        <Spinner label="Loading the log back to the message" />
      </div>
    );
  }
  return (
    <Banner
      tone="warning"
      title="The message could not be loaded."
      className="m-3 shrink-0"
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    />
  );
}
