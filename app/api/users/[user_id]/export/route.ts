import { download } from "@/lib/http/download";
import { exportCustomer } from "@/lib/privacy/commands";
import { exportCustomerInput } from "@/lib/privacy/contract";

export const GET = download({ input: exportCustomerInput, run: exportCustomer });
