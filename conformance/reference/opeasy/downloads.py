"""File download, the same on every list (lines 288-324)."""

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call, Foundation

FILE = "application/octet-stream"


class Downloads(Foundation):
    """Serves a list as a file. Each method gets the call, since the three kinds of list do it alike."""

    def wants_file(self, call: Call) -> bool:
        """The Accept header asks for one (317-324); a client that takes JSON as well is content with a page."""
        accepted = [each.partition(";")[0].strip().lower() for each in call.request.headers.getlist("accept")
                    for each in each.split(",")]
        return FILE in accepted and "application/json" not in accepted

    def file_answer(self, call: Call, items: Sequence[Any]) -> Answer:
        return Answer(200, self.file_body(call, self.file_items(call, items)), self.file_headers(call),
                      self.file_media_type(call))

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        """All items, whatever page was asked for (2312-2313)."""
        return list(items)

    def file_body(self, call: Call, items: list[Any]) -> dict[str, Any]:
        """What a page would hold, without the fields of paging (297-298)."""
        return {call.family: items}

    def file_headers(self, call: Call) -> Mapping[str, str]:
        """The JSON comes as an attachment (322-324)."""
        return {"Content-Disposition": f'attachment; filename="{self.file_name(call)}"'}

    def file_name(self, call: Call) -> str:
        return f"{call.family}.json"

    def file_media_type(self, call: Call) -> str:
        """2421."""
        return FILE
