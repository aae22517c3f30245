#include "workbench/api/keychain.h"
