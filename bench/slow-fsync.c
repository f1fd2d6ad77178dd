/*
 * Loaded before the C library (LD_PRELOAD): each fsync and fdatasync takes 2 ms longer, as on a
 * disk that is further away.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static void wait_longer(void) {
  struct timespec left = {0, 2000000};
  while (nanosleep(&left, &left) != 0) {
  }
}

static int call_real(const char *name, int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  wait_longer();
  return real(file);
}

int fsync(int file) { return call_real("fsync", file); }
int fdatasync(int file) { return call_real("fdatasync", file); }
