// Preloaded into a process, it makes the disk full, failing or slow, and shifts the clock, as the first bytes of the file FAULTS_CONTROL say. Only files
// below the folder FAULTS_FOLDER are concerned.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { NORMAL, FULL, FAILING_SYNC, SLOW_SYNC };

struct control { volatile int32_t disk; volatile int32_t clock_seconds; volatile int32_t faults; };

static struct control *control;
static const char *folder;

__attribute__((constructor)) static void prepare(void) {
  const char *path = getenv("FAULTS_CONTROL");
  folder = getenv("FAULTS_FOLDER");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) control = mapped;
  close(file);
}

static int concerns(int file) {
  char link[64], path[1024];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  return folder && length > 0 && strncmp(path, folder, strlen(folder)) == 0;
}

// Whether a call that writes must fail. The count shows that faults happened.
static int is_full(int file) {
  if (!control || control->disk != FULL || !concerns(file)) return 0;
  __atomic_add_fetch(&control->faults, 1, __ATOMIC_SEQ_CST);
  errno = ENOSPC;
  return 1;
}

static int sync_fails(int file) {
  if (!control || control->disk < FAILING_SYNC || !concerns(file)) return 0;
  __atomic_add_fetch(&control->faults, 1, __ATOMIC_SEQ_CST);
  if (control->disk == SLOW_SYNC) {
    usleep(200 * 1000);
    return 0;
  }
  errno = EIO;
  return 1;
}

// The function that this one stands before.
#define NEXT(name) static __typeof__(&name) next; if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) {
  NEXT(write);
  return is_full(file) ? -1 : next(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  NEXT(pwrite);
  return is_full(file) ? -1 : next(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  NEXT(pwrite64);
  return is_full(file) ? -1 : next(file, bytes, count, at);
}

int fsync(int file) {
  NEXT(fsync);
  return sync_fails(file) ? -1 : next(file);
}

int fdatasync(int file) {
  NEXT(fdatasync);
  return sync_fails(file) ? -1 : next(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  NEXT(clock_gettime);
  int result = next(clock, time);
  if (result == 0 && control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += control->clock_seconds;
  return result;
}
