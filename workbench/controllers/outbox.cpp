#include "workbench/controllers/outbox.h"
