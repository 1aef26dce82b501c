-- Every number is one: NaN compares as larger than everything, and infinity is no amount.
ALTER TABLE "order" ADD CONSTRAINT order_closed_filled_quantity_finite CHECK (
  closed_filled_quantity <> 'NaN' AND closed_filled_quantity < 'Infinity' AND closed_filled_quantity > '-Infinity');
ALTER TABLE "equity_point" DROP CONSTRAINT equity_point_finite;
ALTER TABLE "equity_point" ADD CONSTRAINT equity_point_equity_finite CHECK (
  equity <> 'NaN' AND equity < 'Infinity' AND equity > '-Infinity');
ALTER TABLE "equity_point" ADD CONSTRAINT equity_point_net_deposits_finite CHECK (
  net_deposits <> 'NaN' AND net_deposits < 'Infinity' AND net_deposits > '-Infinity');
