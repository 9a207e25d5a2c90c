"""What a Call Control Manager may get wrong, one module per section; all of them are known once this is imported.

Each lie is narrow: answers keep their documented shape wherever the requirement leaves room for that.
"""

import importlib
import pkgutil

for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    importlib.import_module(_module.name)
