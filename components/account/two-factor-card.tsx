"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PasswordDialog } from "@/components/account/password-dialog";
import { RecoveryCodesDialog } from "@/components/account/recovery-codes-dialog";
import { TwoFactorDialog } from "@/components/account/two-factor-dialog";
import { account, useTwoFactor } from "@/components/account/use-account";
import { LoadFailed } from "@/components/staff/load-failed";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ClockTime } from "@/components/ui/clock-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { TwoFactor, TwoFactorSetup } from "@/lib/two-factor/contract";

type Step =
  | { what: "begin" | "renew" | "end" }
  | { what: "confirm"; setup: TwoFactorSetup }
  | { what: "codes"; codes: string[] };

/** Fewer recovery codes than these are said aloud. */
const FEW = 3;

export function TwoFactorCard({ email }: { email: string | null }) {
  const query = useTwoFactor();
  const [step, setStep] = useState<Step | null>(null);
  const queries = useQueryClient();
  const toast = useToast();
  const refresh = () => queries.invalidateQueries({ queryKey: ["two-factor"] });
  const close = () => setStep(null);

  function show(codes: string[]) {
    setStep({ what: "codes", codes });
    void refresh();
  }

  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          Second factor
          {query.data?.on_since && <Badge tone="success">On</Badge>}
        </span>
      }
      description="Besides your password, signing in asks for a code that an app on your phone shows."
    >
      {query.error && (
        <LoadFailed
          what="Your second factor"
          error={query.error}
          retrying={query.isFetching}
          onRetry={() => query.refetch()}
          has_old={query.data !== undefined}
        />
      )}
      {!query.data && !query.error && (
        <div role="status">
          <span className="sr-only">Your second factor is loading.</span>
          <Skeleton className="h-9 w-32" />
        </div>
      )}
      {query.data && <State two_factor={query.data} onAsk={(what) => setStep({ what })} />}
      {step?.what === "begin" && (
        <PasswordDialog
          email={email}
          title="Turn on the second factor"
          description="You need an authenticator app, such as Aegis, 2FAS or the one of your password manager."
          confirmLabel="Continue"
          onClose={close}
          run={async (password) =>
            setStep({ what: "confirm", setup: await account.beginTwoFactor(password) })
          }
        />
      )}
      {step?.what === "confirm" && (
        <TwoFactorDialog setup={step.setup} onClose={close} onConfirmed={show} />
      )}
      {step?.what === "codes" && <RecoveryCodesDialog codes={step.codes} onClose={close} />}
      {step?.what === "renew" && (
        <PasswordDialog
          email={email}
          title="New recovery codes"
          description="Those that you have now sign in nobody any more."
          confirmLabel="Make new codes"
          onClose={close}
          run={async (password) =>
            show((await account.renewRecoveryCodes(password)).recovery_codes)
          }
        />
      )}
      {step?.what === "end" && (
        <PasswordDialog
          email={email}
          title="Turn off the second factor"
          description="From then on your password is enough to sign in."
          confirmLabel="Turn off"
          tone="danger"
          onClose={close}
          run={async (password) => {
            await account.endTwoFactor(password);
            close();
            toast({ tone: "success", title: "The second factor is off" });
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

function leftWords(left: number): string {
  if (left === 0) return "No recovery code is left.";
  return left === 1 ? "Only one recovery code is left." : `Only ${left} recovery codes are left.`;
}

type StateProps = { two_factor: TwoFactor; onAsk: (what: "begin" | "renew" | "end") => void };

function State({ two_factor: { on_since, recovery_codes_left: left }, onAsk }: StateProps) {
  if (!on_since) return <Button onClick={() => onAsk("begin")}>Turn on</Button>;
  return (
    <div className="flex flex-col gap-3">
      {left < FEW && (
        <Banner tone="warning">
          {leftWords(left)} Make new ones, or a lost phone locks you out.
        </Banner>
      )}
      <p>
        On since <ClockTime at={on_since} show="date" />, {left} recovery{" "}
        {left === 1 ? "code" : "codes"} left.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onAsk("renew")}>New recovery codes</Button>
        <Button variant="ghost" onClick={() => onAsk("end")}>
          Turn off
        </Button>
      </div>
    </div>
  );
}
