#include "workbench/models/sessionlistmodel.h"
