#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>

#include "CKernels.h"

// oneDNN brings libgomp and its threads. Using the same ones keeps two pools from fighting over the cores; the entry
// points are looked up at run time so that no compiler support for OpenMP is needed.
typedef void (*gomp_parallel_function)(void (*)(void *), void *, unsigned, unsigned);
typedef int (*omp_integer_function)(void);

static gomp_parallel_function gomp_parallel;
static omp_integer_function omp_thread_number, omp_max_threads, omp_in_parallel, omp_team_size;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find_openmp(void) {
    omp_thread_number = (omp_integer_function)dlsym(RTLD_DEFAULT, "omp_get_thread_num");
    omp_max_threads = (omp_integer_function)dlsym(RTLD_DEFAULT, "omp_get_max_threads");
    omp_in_parallel = (omp_integer_function)dlsym(RTLD_DEFAULT, "omp_in_parallel");
    omp_team_size = (omp_integer_function)dlsym(RTLD_DEFAULT, "omp_get_num_threads");
    if (omp_thread_number && omp_max_threads && omp_in_parallel && omp_team_size) {
        gomp_parallel = (gomp_parallel_function)dlsym(RTLD_DEFAULT, "GOMP_parallel");
    }
}

typedef struct {
    ms_range_function work;
    const void *context;
    size_t count;
} team_task;

static void team_member(void *argument) {
    const team_task *task = argument;
    size_t members = (size_t)omp_team_size(), index = (size_t)omp_thread_number();
    size_t begin = task->count * index / members, end = task->count * (index + 1) / members;
    if (begin < end) task->work(task->context, begin, end);
}

int ms_thread_count(void) {
    pthread_once(&once, find_openmp);
    return gomp_parallel ? omp_max_threads() : 1;
}

void ms_parallel(size_t count, ms_range_function work, const void *context) {
    int threads = ms_thread_count();
    if (threads <= 1 || count <= 1 || omp_in_parallel()) {
        if (count > 0) work(context, 0, count);
        return;
    }
    team_task task = {work, context, count};
    unsigned members = count < (size_t)threads ? (unsigned)count : (unsigned)threads;
    gomp_parallel(team_member, &task, members, 0);
}
