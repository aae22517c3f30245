#include "workbench/controllers/deskcontroller.h"
