"use client";

import { CloudAlert, MessageSquareQuote, Plus, SearchX } from "lucide-react";
import { useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { toErrorBody } from "@/lib/client/api";
import type { Me } from "@/lib/client/state";
import { DeleteResponseDialog } from "./delete-response-dialog";
import { ResponseDialog } from "./response-dialog";
import { ResponseFilterBar } from "./response-filter-bar";
import { filterResponses, isFiltered, NO_FILTERS } from "./response-filters";
import { ResponseRows } from "./response-rows";
import { useCannedResponses } from "./use-canned-responses";

type Asked =
  | { what: "add"; response?: undefined }
  | { what: "edit" | "delete"; response: CannedResponse };

/** Where staff write what they say often: their own, and for admins what all share. */
export function CannedResponsesScreen({ me }: { me: Me }) {
  const { data: all, error, isFetching, refetch } = useCannedResponses();
  const [filters, setFilters] = useState(NO_FILTERS);
  const [asked, setAsked] = useState<Asked | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const found = all && filterResponses(all, filters);

  function close() {
    setAsked(null);
    // What opened the dialog may be gone with the response.
    setTimeout(() => {
      if (document.activeElement === document.body) add.current?.focus();
    });
  }
  const again = (
    <Button loading={isFetching} onClick={() => void refetch()}>
      Try again
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Canned responses"
        description="What is said often, written once. In an empty message “/” finds it."
        actions={
          <Button ref={add} variant="primary" onClick={() => setAsked({ what: "add" })}>
            <Plus aria-hidden="true" />
            New response
          </Button>
        }
      />
      {error && all && (
        <Banner tone="warning" title="The canned responses did not load" action={again}>
          {toErrorBody(error).message} What you see may be old.
        </Banner>
      )}
      {error && !all && (
        <div role="alert">
          <EmptyState
            icon={<CloudAlert />}
            title="The canned responses did not load"
            action={again}
          >
            {toErrorBody(error).message}
          </EmptyState>
        </div>
      )}
      {!all && !error && <Loading />}
      {all && all.length > 0 && (
        <ResponseFilterBar all={all} filters={filters} onChange={setFilters} />
      )}
      {all?.length === 0 && (
        <div className="rounded-lg border border-border bg-surface">
          <EmptyState icon={<MessageSquareQuote />} title="There are no canned responses yet.">
            Write the first one: a greeting, how long a delivery takes, how to send something back.
          </EmptyState>
        </div>
      )}
      {all && all.length > 0 && found?.length === 0 && (
        <div role="status" className="rounded-lg border border-border bg-surface">
          <EmptyState
            icon={<SearchX />}
            title="No canned response matches."
            action={<Button onClick={() => setFilters(NO_FILTERS)}>Clear the filters</Button>}
          />
        </div>
      )}
      {found && found.length > 0 && (
        <>
          <p role="status" className={isFiltered(filters) ? "text-text-muted" : "sr-only"}>
            {found.length} of {all.length} shown
          </p>
          <ResponseRows
            me={me}
            responses={found}
            onEdit={(response) => setAsked({ what: "edit", response })}
            onDelete={(response) => setAsked({ what: "delete", response })}
          />
        </>
      )}
      {(asked?.what === "add" || asked?.what === "edit") && (
        <ResponseDialog me={me} all={all ?? []} response={asked.response} onClose={close} />
      )}
      {asked?.what === "delete" && (
        <DeleteResponseDialog response={asked.response} onClose={close} />
      )}
    </>
  );
}

function Loading() {
  return (
    <div
      role="status"
      className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
    >
      <span className="sr-only">The canned responses are loading.</span>
      {["w-3/5", "w-4/5", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
