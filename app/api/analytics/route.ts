import { reportAnalytics } from "@/lib/analytics/commands";
import { analyticsInput } from "@/lib/analytics/contract";
import { route } from "@/lib/http/route";

export const GET = route({ input: analyticsInput, run: reportAnalytics });
