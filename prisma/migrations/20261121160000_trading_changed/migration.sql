-- AlterTable
ALTER TABLE "account" ADD COLUMN     "trading_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "trading_changed_by" UUID;
