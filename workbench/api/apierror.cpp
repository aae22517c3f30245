#include "workbench/api/apierror.h"
