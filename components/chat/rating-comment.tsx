import { RotateCw } from "lucide-react";
import { FoldedText } from "@/components/chat/folded-text";
import { isFolded } from "@/components/chat/message-fold";
import { useRatingComment } from "@/components/chat/use-rating-comment";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

/** What the customer wrote with their rating, for staff; nothing where they wrote nothing. */
export function RatingComment({ session_id }: { session_id: string }) {
  const { status, comment, retry } = useRatingComment(session_id);
  if (status === "loading") {
    return (
      <div role="status" aria-label="Loading the comment" className="mt-1">
        <Skeleton className="h-4 w-40 max-w-full" />
      </div>
    );
  }
  if (status === "failed") {
    return (
      <p role="status" className="mt-1 flex flex-wrap items-center gap-2 text-text-muted">
        The comment could not be loaded.
        <Button size="sm" onClick={retry}>
          <RotateCw aria-hidden="true" />
          Try again
        </Button>
      </p>
    );
  }
  if (comment === null) return null;
  return (
    <div className="mt-1">
      <span className="sr-only">Their comment: </span>
      {isFolded(comment) ? (
        <FoldedText>{comment}</FoldedText>
      ) : (
        <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
          {comment}
        </p>
      )}
    </div>
  );
}
