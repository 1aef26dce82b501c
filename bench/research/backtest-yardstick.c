/*
 * The yardstick of the backtest bench: the same work in C. Two columns of averages, a function called through a
 * pointer for each bar, market orders at the next open with a fee, stop and target, a trade log, and the equity of
 * every bar. Reads columns of doubles from files; prints the median of the runs in milliseconds of CPU time, the
 * number of closed trades and the last equity.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  const double *open, *high, *low, *close, *fast, *slow;
  double cash, entry, stop, target;
  int position, order, slow_length;
  long trades, entry_bar;
} Run;

typedef struct {
  long entry_bar, exit_bar;
  double entry, exit, pnl;
} Trade;

typedef void (*OnBar)(Run *, long);

static Trade *trade_log;
static const double FEE = 0.001;

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static double *column(const char *folder, const char *name, long length) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.f64", folder, name);
  FILE *file = fopen(path, "rb");
  double *values = malloc(length * sizeof *values);
  if (!file || fread(values, sizeof *values, length, file) != (size_t)length) exit(2);
  fclose(file);
  return values;
}

__attribute__((noinline)) static void on_bar(Run *run, long i) {
  if (i < run->slow_length) return;
  double fast_before = run->fast[i - 1], slow_before = run->slow[i - 1];
  double fast = run->fast[i], slow = run->slow[i];
  if (fast_before < slow_before && fast > slow) {
    if (!run->position) run->order = 1;
  } else if (fast_before > slow_before && fast < slow) {
    if (run->position) run->order = 2;
  }
}

__attribute__((noinline)) static void averages(const double *values, int window, long length, double *into) {
  double sum = 0;
  for (long i = 0; i < length; i++) {
    sum += values[i];
    if (i >= window) sum -= values[i - window];
    into[i] = i >= window - 1 ? sum / window : 0;
  }
}

static void leave(Run *run, long i, double price) {
  run->cash += price - FEE * price;
  double pnl = price - run->entry - FEE * (price + run->entry);
  trade_log[run->trades++] = (Trade){run->entry_bar, i, run->entry, price, pnl};
  run->position = 0;
}

__attribute__((noinline)) static void play(Run *run, long length, double *equity, OnBar on) {
  for (long i = 0; i < length; i++) {
    if (run->order) {
      double price = run->open[i];
      if (run->order == 1) {
        run->cash -= price + FEE * price;
        run->entry = price;
        run->entry_bar = i;
        run->position = 1;
      } else {
        leave(run, i, price);
      }
      run->order = 0;
    }
    if (run->position) {
      if (run->stop != 0 && run->low[i] <= run->stop) {
        leave(run, i, run->open[i] < run->stop ? run->open[i] : run->stop);
      } else if (run->target != 0 && run->high[i] >= run->target) {
        leave(run, i, run->open[i] > run->target ? run->open[i] : run->target);
      }
    }
    equity[i] = run->cash + run->position * run->close[i];
    on(run, i);
  }
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  const char *folder = words[1];
  long length = atol(words[2]);
  int runs = atoi(words[3]);
  double *open = column(folder, "open", length), *high = column(folder, "high", length);
  double *low = column(folder, "low", length), *close = column(folder, "close", length);
  double *fast = malloc(length * sizeof *fast), *slow = malloc(length * sizeof *slow);
  double *equity = malloc(length * sizeof *equity), *times = malloc(runs * sizeof *times);
  trade_log = malloc((length / 2 + 1) * sizeof *trade_log);
  Run run;
  for (int k = 0; k < runs; k++) {
    double started = cpu_seconds();
    averages(close, 10, length, fast);
    averages(close, 30, length, slow);
    run = (Run){open, high, low, close, fast, slow, 1e6, 0, 0, 0, 0, 0, 30, 0, 0};
    play(&run, length, equity, on_bar);
    times[k] = cpu_seconds() - started;
  }
  qsort(times, runs, sizeof *times, by_size);
  printf("%.4f %ld %.8f\n", times[runs / 2] * 1e3, run.trades, equity[length - 1]);
  return 0;
}
