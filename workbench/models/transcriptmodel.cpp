#include "workbench/models/transcriptmodel.h"
