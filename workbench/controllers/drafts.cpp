#include "workbench/controllers/drafts.h"
