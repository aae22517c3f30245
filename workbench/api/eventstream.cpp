#include "workbench/api/eventstream.h"
