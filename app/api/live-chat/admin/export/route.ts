import { exportMessages } from "@/lib/exports/commands";
import { exportInput } from "@/lib/exports/contract";
import { download } from "@/lib/http/download";

export const GET = download({ input: exportInput, run: exportMessages });
