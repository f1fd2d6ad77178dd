import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import {
  faultOf,
  queryOf,
  type ReportPeriod,
  readPeriod,
  writePeriod,
} from "@/components/admin/reports/report-period";
import type { Analytics } from "@/lib/analytics/contract";
import { callApi } from "@/lib/client/api";

/** The period as it stands in the address, and how to change it: a change is a step back. */
export function usePeriod() {
  const address = useSearchParams();
  const path = usePathname();
  const period = useMemo(() => readPeriod(address), [address]);

  function change(part: Partial<ReportPeriod>, { in_place = false } = {}) {
    // The address is ahead of what was rendered when two things are changed in a row.
    const now = readPeriod(new URLSearchParams(location.search));
    const query = writePeriod({ ...now, ...part });
    const to = query ? `${path}?${query}` : path;
    if (in_place) history.replaceState(null, "", to);
    else if (query !== writePeriod(now)) history.pushState(null, "", to);
  }

  return { period, change };
}

const loadReport = (period: ReportPeriod): Promise<Analytics> => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const query = queryOf(period, new Date(), timeZone);
  return callApi({ side: "staff" }, "GET", `/api/analytics?${query}`);
};

/** The figures of the period; of the one before it while a new one is loading. */
export function useReport(period: ReportPeriod) {
  return useQuery({
    queryKey: ["report", period],
    queryFn: () => loadReport(period),
    enabled: Object.keys(faultOf(period)).length === 0,
    placeholderData: keepPreviousData,
  });
}
