import { route } from "@/lib/http/route";
import { createKbArticle } from "@/lib/kb/commands";
import { createKbArticleInput, listKbArticlesInput } from "@/lib/kb/contract";
import { listKbArticles } from "@/lib/kb/queries";

export const GET = route({ input: listKbArticlesInput, run: listKbArticles });
export const POST = route({ input: createKbArticleInput, run: createKbArticle, success: 201 });
