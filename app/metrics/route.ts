import { plainText } from "@/lib/http/plain-text";
import { readMetrics } from "@/lib/metrics/queries";
import { METRICS_TYPE } from "@/lib/metrics/registry";

export const dynamic = "force-dynamic";
export const GET = plainText(METRICS_TYPE, readMetrics);
