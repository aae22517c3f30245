#include "workbench/api/agentapi.h"
