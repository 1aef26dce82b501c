-- A market that replays a recording or follows another venue says so wherever its prices are shown.
-- AlterTable
ALTER TABLE "venue" ADD COLUMN     "market_label" TEXT,
ADD COLUMN     "market_label_on" TEXT[] DEFAULT ARRAY[]::TEXT[];
