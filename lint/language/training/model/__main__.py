"""python -m lint.language.training.model COMMAND; README.md in this folder says which to run when."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from lint.language.training.model.settings import Settings

# What each command needs is imported where it runs: `prepare` needs no PyTorch, `train` no NLTK, `evaluate` neither.


def prepare(options: argparse.Namespace) -> None:
    """Vocabulary, start weights and rows."""
    from lint.language.training.model.prepare import Preparation, Sources

    given = {name: getattr(options, name) for name in ("paragraphs", "held_out", "trees", "pairs", "copies")}
    sources = Sources(
        options.corpus, options.minilm, options.bench, options.fold, tagger=options.tagger, hard=options.hard, **given
    )
    Preparation(sources, _settings(options), options.out).run()


def train(options: argparse.Namespace) -> None:
    """The training."""
    from lint.language.training.model.train import Limits, train

    limits = Limits(options.epochs, options.steps, options.every)
    settings = _settings(options, options.prepared / "settings.json")
    train(options.prepared, options.out, settings, limits, options.weights)


def average(options: argparse.Namespace) -> None:
    """The mean of several trainings."""
    from lint.language.training.model.average import average

    average(options.trained, options.out)


def shrink(options: argparse.Namespace) -> None:
    """A narrower network that says nearly the same."""
    from lint.language.training.model.shrink import shrink

    settings = _settings(options, options.trained / "settings.json")
    shrink(
        options.prepared, options.trained, options.out, settings, options.inner, options.heads, options.epochs,
        options.teacher,
    )  # fmt: skip


def export(options: argparse.Namespace) -> None:
    """The ONNX file."""
    from lint.language.training.model.finish import finish

    finish(options.prepared, options.trained, options.out)


def calibrate(options: argparse.Namespace) -> None:
    """The scale of what reviewers mark."""
    from lint.language.training.model.calibrate import calibrate

    calibrate(options.model, options.trained, options.corpus, options.out)


def evaluate(options: argparse.Namespace) -> None:
    """The figures."""
    from lint.language.training.model.evaluate import evaluate

    evaluate(options.model, options.prepared, options.corpus, options.bench, options.fold, options.out)


def mine(options: argparse.Namespace) -> None:
    """The clean paragraphs that the model likes least."""
    from lint.language.training.model.mine import mine

    mine(options.model, options.corpus, options.paragraphs, options.share, options.out)


def _settings(options: argparse.Namespace, path: Path | None = None) -> Settings:
    """The settings on file, or the usual ones, with those changed that the command line names."""
    settings = Settings.read(path) if path else Settings()
    changed = dict(pair.split("=", 1) for pair in options.set)
    kinds = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    unknown = sorted(set(changed) - set(kinds))
    if unknown:
        raise SystemExit(f"no such setting: {', '.join(unknown)}; there are {', '.join(kinds)}")
    return replace(settings, **{name: kinds[name](value) for name, value in changed.items()})


def _prepare_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--corpus", type=Path, required=True, help="shared/corpus")
    command.add_argument("--minilm", type=Path, required=True, help="the folder with model.safetensors and vocab.txt")
    command.add_argument("--bench", type=Path, help="shared/bench, to train on its marks")
    command.add_argument("--fold", type=int, help="the fold of its articles to hold back")
    command.add_argument("--tagger", type=Path, help="keep the trained tagger in this file, or take it from there")
    command.add_argument("--hard", type=Path, help="the list that `mine` wrote")
    command.add_argument("--paragraphs", type=int, default=188_000)
    command.add_argument("--held-out", type=int, default=1_500)
    command.add_argument("--trees", type=int, default=100_000)
    command.add_argument("--pairs", type=int, default=100_000)
    command.add_argument("--copies", type=int, default=1, help="differently damaged copies of each text")
    _add_settings(command)


def _train_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--prepared", type=Path, required=True)
    command.add_argument("--weights", type=Path, help="start from these weights of a training before, not from MiniLM")
    command.add_argument("--epochs", type=int, default=3)
    command.add_argument("--steps", type=int, default=1_000_000, help="at most; the rate falls to nothing by the last")
    command.add_argument("--every", type=int, default=250, help="steps between checkpoints")
    _add_settings(command)


def _average_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--trained", type=Path, nargs="+", required=True)


def _shrink_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--prepared", type=Path, required=True)
    command.add_argument("--trained", type=Path, required=True)
    command.add_argument("--inner", type=int, nargs="+", required=True, help="inner units of each layer")
    command.add_argument("--heads", type=int, nargs="+", required=True, help="attention heads of each layer")
    command.add_argument("--teacher", type=Path, help="the training to learn from, if not the one that is cut")
    command.add_argument("--epochs", type=int, default=2)
    _add_settings(command)


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--prepared", type=Path, required=True)
    command.add_argument("--trained", type=Path, required=True)


def _calibrate_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", type=Path, required=True, help="what `export` made of the training")
    command.add_argument("--trained", type=Path, required=True)
    command.add_argument("--corpus", type=Path, required=True)


def _evaluate_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", type=Path, required=True)
    command.add_argument("--prepared", type=Path, required=True)
    command.add_argument("--corpus", type=Path, required=True)
    command.add_argument("--bench", type=Path, required=True)
    command.add_argument("--fold", type=int, help="judge the marked segments of this fold only (the held-back one)")


def _mine_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", type=Path, required=True)
    command.add_argument("--corpus", type=Path, required=True)
    command.add_argument("--paragraphs", type=int, default=60_000)
    command.add_argument("--share", type=float, default=0.05)


def _add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting (settings.py)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lint.language.training.model", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for run, options in (
        (prepare, _prepare_options),
        (train, _train_options),
        (average, _average_options),
        (shrink, _shrink_options),
        (export, _export_options),
        (calibrate, _calibrate_options),
        (evaluate, _evaluate_options),
        (mine, _mine_options),
    ):
        command = commands.add_parser(run.__name__, help=run.__doc__)
        options(command)
        command.add_argument("--out", type=Path, required=True)
        command.set_defaults(run=run)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    options.run(options)


if __name__ == "__main__":
    main()
