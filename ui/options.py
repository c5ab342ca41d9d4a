"""The options that several commands take, each as the type of a parameter."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """What an index is searched with."""

    EMBEDDED = "embedded"
    MILVUS = "milvus"


Index = Annotated[Path | None, typer.Option("--index", help="cli.opt_index", show_default=False)]
Personal = Annotated[bool, typer.Option("--show-personal-numbers", help="cli.opt_personal")]
Json = Annotated[bool, typer.Option("--json", help="cli.opt_json")]
EngineName = Annotated[Engine | None, typer.Option("--engine", help="cli.opt_engine", show_default=False)]
EngineUrl = Annotated[str | None, typer.Option("--engine-url", help="cli.opt_engine_url", show_default=False)]
TokenFile = Annotated[
    Path | None, typer.Option("--engine-token-file", help="cli.opt_engine_token_file", show_default=False)
]
Truth = Annotated[str | None, typer.Option("--truth", help="cli.opt_truth", show_default=False)]

Since = Annotated[str | None, typer.Option("--from", help="cli.opt_from", show_default=False)]
Until = Annotated[str | None, typer.Option("--to", help="cli.opt_to", show_default=False)]
Body = Annotated[str | None, typer.Option("--body", help="cli.opt_body", show_default=False)]
KindName = Annotated[str | None, typer.Option("--kind", help="cli.opt_kind", show_default=False)]
CaseName = Annotated[str | None, typer.Option("--case", help="cli.opt_of_case", show_default=False)]
DocumentName = Annotated[str | None, typer.Option("--document", help="cli.opt_document", show_default=False)]
After = Annotated[list[str] | None, typer.Option("--after", help="cli.opt_after", show_default=False)]
Batch = Annotated[Path | None, typer.Option("--batch", help="cli.opt_batch", show_default=False)]

WriterUrl = Annotated[str | None, typer.Option("--writer", help="cli.opt_writer", show_default=False)]
WriterModel = Annotated[
    str | None, typer.Option("--writer-model", help="cli.opt_writer_model", show_default=False)
]
RerankerName = Annotated[str | None, typer.Option("--reranker", help="cli.opt_reranker", show_default=False)]
Users = Annotated[Path | None, typer.Option("--auth", help="cli.opt_auth", show_default=False)]
