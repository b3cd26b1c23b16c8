/*
 * Preloaded into PostgreSQL by the slow-disk part: every flush of the write-ahead log takes SLOW_FSYNC_US longer, as on
 * a disk across a network.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int fdatasync(int file) {
  static int (*flush)(int) = 0;
  static long delay_us = -1;
  if (!flush) flush = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  if (delay_us < 0) {
    const char *wanted = getenv("SLOW_FSYNC_US");
    delay_us = wanted ? atol(wanted) : 0;
  }
  if (delay_us > 0) {
    struct timespec pause = {delay_us / 1000000, (delay_us % 1000000) * 1000};
    nanosleep(&pause, 0);
  }
  return flush(file);
}
