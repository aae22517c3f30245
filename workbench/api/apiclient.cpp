#include "workbench/api/apiclient.h"
