"""Qdrant's HTTP interface, as far as we use it, in front of the real engine of its local mode.

For machines without a Qdrant server: what travels is what the real client writes and reads. Set SCHEMACTL_TEST_QDRANT
to the URL of a server with nothing on it that matters, whose key is the one below, and the same tests run against that.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from qdrant_client import QdrantClient, models

KEY = "sesame"
"""The key this server wants."""

Engine = QdrantClient


class Door(BaseHTTPRequestHandler):
    """One request. The engine is set on a subclass; `broken` is a status every request gets."""

    engine: Engine
    broken: int = 0
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Serve reads."""
        self._serve()

    def do_PUT(self) -> None:
        """Serve what is made."""
        self._serve()

    def do_POST(self) -> None:
        """Serve questions with a body."""
        self._serve()

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("api-key") != KEY:
            self._answer(HTTPStatus.FORBIDDEN, {"status": {"error": "forbidden"}})
        elif self.broken:
            self._answer(HTTPStatus(self.broken), {"status": {"error": "broken"}})
        else:
            parts = urlsplit(self.path).path.strip("/").split("/")[1:]
            result = self._result(parts, json.loads(body) if body else {})
            self._answer(HTTPStatus.OK, {"result": result, "status": "ok", "time": 0.0})

    def _answer(self, status: HTTPStatus, content: Any) -> None:
        sent = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def _result(self, parts: list[str], body: Any) -> Any:
        match self.command, parts:
            case "GET", []:
                return self.engine.get_collections().model_dump(mode="json")
            case "GET", [name, "exists"]:
                return {"exists": self.engine.collection_exists(name)}
            case "GET", [name]:
                return self.engine.get_collection(name).model_dump(mode="json")
            case "PUT", [name]:
                vectors = models.VectorParams.model_validate(body["vectors"])
                return self.engine.create_collection(name, vectors_config=vectors)
            case "PUT", [name, "points"]:
                points = [models.PointStruct.model_validate(point) for point in body["points"]]
                return self.engine.upsert(name, points=points).model_dump(mode="json")
            case "POST", [name, "points", *rest]:
                return self._asked(name, rest, body)
            case _:
                raise AssertionError(self.path)

    def _asked(self, name: str, rest: list[str], body: Any) -> Any:
        chosen = models.Filter.model_validate(body["filter"]) if body.get("filter") else None
        match rest:
            case []:
                records = self.engine.retrieve(name, ids=body["ids"], with_payload=True, with_vectors=True)
                return [record.model_dump(mode="json") for record in records]
            case ["count"]:
                return {"count": self.engine.count(name, count_filter=chosen).count}
            case ["delete"]:
                selected = models.PointIdsList(points=body["points"])
                return self.engine.delete(name, points_selector=selected).model_dump(mode="json")
            case ["scroll"]:
                records, after = self.engine.scroll(
                    name,
                    scroll_filter=chosen,
                    limit=body["limit"],
                    offset=body.get("offset"),
                    with_payload=body["with_payload"],
                )
                return {"points": [r.model_dump(mode="json") for r in records], "next_page_offset": after}
            case _:
                raise AssertionError(self.path)
