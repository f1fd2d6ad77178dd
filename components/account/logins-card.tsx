"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { account, useLogins } from "@/components/account/use-account";
import { LoadFailed } from "@/components/staff/load-failed";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ClockTime } from "@/components/ui/clock-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import type { Login } from "@/lib/logins/contract";

/** Which end is on its way: one's id, or all others. */
type Ending = string | "others" | null;

export function LoginsCard() {
  const logins = useLogins();
  const [ending, setEnding] = useState<Ending>(null);
  const queries = useQueryClient();
  const toast = useToast();
  const list = useRef<HTMLUListElement>(null);
  const others = logins.data?.filter(({ is_current }) => !is_current) ?? [];

  async function end(what: string, run: () => Promise<unknown>, done: string) {
    setEnding(what);
    try {
      await run();
      toast({ tone: "success", title: done });
    } catch (error) {
      const { message } = toErrorBody(error);
      toast({ tone: "danger", title: "Nothing was signed out", description: message });
    }
    await queries.invalidateQueries({ queryKey: ["logins"] });
    setEnding(null);
    // The button that had the focus may have gone with its row.
    if (document.activeElement === document.body) list.current?.focus();
  }

  return (
    <Card
      title="Where you are signed in"
      description="A sign-in lasts 30 days. One that you do not know: end it, then change your password."
      padded={false}
      actions={
        others.length > 0 && (
          <Button
            size="sm"
            loading={ending === "others"}
            disabled={ending !== null && ending !== "others"}
            onClick={() =>
              end("others", account.endOtherLogins, "You are signed out everywhere else")
            }
          >
            Sign out everywhere else
          </Button>
        )
      }
    >
      {logins.error && (
        <LoadFailed
          what="Your sign-ins"
          error={logins.error}
          retrying={logins.isFetching}
          onRetry={() => logins.refetch()}
          has_old={logins.data !== undefined}
        />
      )}
      {!logins.data && !logins.error && (
        <div role="status" className="flex flex-col gap-3 p-4">
          <span className="sr-only">Your sign-ins are loading.</span>
          <Skeleton className="h-5 w-3/5" />
          <Skeleton className="h-5 w-2/5" />
        </div>
      )}
      {logins.data && (
        <ul ref={list} tabIndex={-1} aria-label="Sign-ins" className="outline-none">
          {logins.data.map((login) => (
            <LoginRow
              key={login.id}
              login={login}
              loading={ending === login.id}
              disabled={ending !== null && ending !== login.id}
              onEnd={() => end(login.id, () => account.endLogin(login.id), "It is signed out")}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

type LoginRowProps = { login: Login; loading: boolean; disabled: boolean; onEnd: () => void };

function LoginRow({ login, loading, disabled, onEnd }: LoginRowProps) {
  const { browser, device, ip_address, is_current, created_at } = login;
  const name = browser || "A program";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {name}
          {is_current && <Badge tone="success">This one</Badge>}
        </p>
        <p className="text-sm text-text-muted wrap-anywhere">
          {[device, ip_address].filter(Boolean).join(" · ")}
          {(device || ip_address) && " · "}
          since <ClockTime at={created_at} show="both" />
        </p>
      </div>
      {!is_current && (
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Sign out ${name}`}
          loading={loading}
          disabled={disabled}
          onClick={onEnd}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
