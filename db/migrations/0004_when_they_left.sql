-- Until now nobody wrote down when an agent gave a chat back: they had it until the next one took
-- it, or else until the last that was said while they had it.
UPDATE "assignments" SET "left_at" = "past"."left_at"
FROM (
  SELECT "held"."id", coalesce("held"."next_at", greatest("held"."assigned_at",
    (SELECT max("messages"."created_at") FROM "messages"
      WHERE "messages"."session_id" = "held"."session_id" AND "messages"."sender_id" = "held"."agent_id")
  )) AS "left_at"
  FROM (
    SELECT *, lead("assigned_at") OVER (PARTITION BY "session_id" ORDER BY "assigned_at", "id") AS "next_at"
    FROM "assignments"
  ) AS "held"
  JOIN "sessions" ON "sessions"."id" = "held"."session_id"
  WHERE "held"."next_at" IS NOT NULL OR "sessions"."agent_id" IS NULL
) AS "past"
WHERE "past"."id" = "assignments"."id";
