#include "wiretag.h"

#include <stdio.h>

int main(void) {
  puts("wiretag " WT_VERSION);
  return 0;
}
