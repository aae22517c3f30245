#include "workbench/controllers/chatcontroller.h"
