-- A foreign key asks for the dataset once for each of a million candles, which takes longer than storing them. Candles
-- are written by the code that has made or read their dataset, and nobody may delete one.
ALTER TABLE "candle" DROP CONSTRAINT "candle_dataset_id_fkey";

-- What a dataset's candles were worth when they were last looked at.
CREATE TABLE "dataset_report" (
    "dataset_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "candles" INTEGER NOT NULL,
    "is_faulty" BOOLEAN NOT NULL,
    "report" JSONB NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_report_pkey" PRIMARY KEY ("dataset_id","kind")
);

ALTER TABLE "dataset_report" ADD CONSTRAINT "dataset_report_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "dataset_report" ADD CONSTRAINT dataset_report_kind CHECK (kind IN ('IMPORT', 'SCAN'));

-- Whoever sees the dataset sees what it is worth.
ALTER TABLE "dataset_report" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "dataset_report" FORCE ROW LEVEL SECURITY;
CREATE POLICY of_dataset ON "dataset_report"
  USING (EXISTS (SELECT 1 FROM dataset WHERE dataset.id = dataset_id));

GRANT SELECT, INSERT, UPDATE ON "dataset_report" TO truebook_app;
GRANT SELECT ON "dataset_report" TO truebook_readonly;
