-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "user_agent" TEXT;

-- What Prisma cannot say: nobody keeps a novel there.
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_agent_length" CHECK (length("user_agent") <= 400);
