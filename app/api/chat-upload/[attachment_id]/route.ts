import { fileRoute } from "@/lib/http/file";
import { fileInput } from "@/lib/uploads/contract";
import { readFile } from "@/lib/uploads/queries";

export const GET = fileRoute({ input: fileInput, run: readFile });
