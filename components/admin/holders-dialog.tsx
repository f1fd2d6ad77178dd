import { History } from "lucide-react";
import { useState } from "react";
import { reasonText, verdictText } from "@/components/admin/reason-text";
import { useAssignments } from "@/components/admin/use-assignments";
import { Load } from "@/components/chat/load";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { Dialog } from "@/components/ui/dialog";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import type { Assignment, Reasons } from "@/lib/assignment/contract";

/** Who had a chat, who gave it to them and, where nobody did, why they were given it. */
export function HoldersDialog({ session_id }: { session_id: string }) {
  const [open, setOpen] = useState(false);
  const { data, error, isFetching, refetch } = useAssignments(session_id, open);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="lg"
      title="Who had this chat, and why"
      trigger={
        <Button size="sm">
          <History aria-hidden="true" />
          Who had it
        </Button>
      }
    >
      {error && (
        <LoadFailed
          what="Who had this chat"
          error={error}
          retrying={isFetching}
          onRetry={() => refetch()}
          has_old={data !== undefined}
        />
      )}
      {!data && !error && (
        <div role="status" aria-label="Loading" className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-4 w-64 max-w-full" />
        </div>
      )}
      {data && (
        <ol aria-label="Who had this chat" className="flex flex-col divide-y">
          {data.map((one) => (
            <Holder key={one.assigned_at} assignment={one} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function Holder({ assignment }: { assignment: Assignment }) {
  const { agent, assigned_by, assigned_at, left_at, reasons } = assignment;
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <IsolatedText className="font-medium">{agent.name}</IsolatedText>
        <span className="text-sm text-text-muted">
          from <ClockTime at={assigned_at} show="both" />
          {left_at && (
            <>
              {" "}
              until <ClockTime at={left_at} show="both" />
            </>
          )}
        </span>
      </p>
      {reasons ? (
        <Why reasons={reasons} />
      ) : assigned_by && assigned_by.id !== agent.id ? (
        <p className="text-text-muted">
          Given by <IsolatedText>{assigned_by.name}</IsolatedText>.
        </p>
      ) : (
        <p className="text-text-muted">Accepted it from the queue.</p>
      )}
    </li>
  );
}

function Why({ reasons }: { reasons: Reasons }) {
  return (
    <>
      <p className="text-pretty">{reasonText(reasons)}</p>
      <ul aria-label="Who was there" className="flex flex-col gap-1 text-sm">
        {reasons.candidates.map((one) => (
          <li
            key={one.agent_id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,2fr)]"
          >
            <IsolatedText truncate title={one.name} className="font-medium">
              {one.name}
            </IsolatedText>
            <Load agent={one} />
            <span className="min-w-0 wrap-anywhere text-text-muted max-sm:col-span-2">
              {verdictText(one, reasons.mode)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
