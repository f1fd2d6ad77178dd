import { uploadRoute } from "@/lib/http/file";
import { uploadFile } from "@/lib/uploads/commands";

export const POST = uploadRoute(uploadFile);
