"use client";

import { SettingsForm } from "@/components/admin/settings-form";
import { useSettings } from "@/components/admin/use-settings";
import { LoadFailed } from "@/components/staff/load-failed";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function SettingsScreen() {
  const { data, error, isFetching, refetch } = useSettings();
  return (
    <>
      <PageHeader title="Settings" description="In force within 5 seconds, without a restart." />
      {error && (
        <LoadFailed
          what="The settings"
          error={error}
          retrying={isFetching}
          onRetry={() => refetch()}
          has_old={data !== undefined}
        />
      )}
      {!data && !error && <LoadingSettings />}
      {data && <SettingsForm settings={data} />}
    </>
  );
}

function LoadingSettings() {
  return (
    <div
      role="status"
      className="flex max-w-3xl flex-col gap-4 rounded-lg border border-border bg-surface p-4"
    >
      <span className="sr-only">The settings are loading.</span>
      {["w-2/5", "w-4/5", "w-1/2", "w-3/5"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
