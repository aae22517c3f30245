#include "workbench/controllers/preferences.h"
