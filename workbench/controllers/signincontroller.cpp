#include "workbench/controllers/signincontroller.h"
