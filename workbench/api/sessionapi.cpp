#include "workbench/api/sessionapi.h"
