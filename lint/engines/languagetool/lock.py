"""Makes the lock file, the list of the jars that are LanguageTool: `python -m lint.engines.languagetool.lock`.

Needed only for a new version of LanguageTool, or other exclusions. It asks the network, and needs the package jgo.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jgo.env import LockFile

VERSION = "6.8"
"""Of LanguageTool."""

OLDEST_JAVA = 17

LOCK = Path(__file__).parent / "data" / "languagetool.lock.toml"

ROOTS = (
    f"org.languagetool:languagetool-server:{VERSION}",
    f"org.languagetool:language-en:{VERSION}",
    "io.grpc:grpc-api:1.75.0",  # the server loads it in spite of all; it would come with what is excluded below
)

EXCLUDED = (
    # All languages but English: 200 MB.
    "org.languagetool:language-all",
    # Data bases, log-ins and caches of a public server.
    "at.favre.lib:*", "com.nimbusds:*", "io.lettuce:*", "net.java.dev.jna:*", "org.mariadb.jdbc:*",
    # Data of word sequences that is no part of this installation: 8 GB, downloaded by hand.
    "org.apache.lucene:*",
    # Rules that ask other servers (gRPC).
    "com.google.api.grpc:*", "com.google.protobuf:*", "io.grpc:grpc-core", "io.grpc:grpc-netty-shaded",
    "io.grpc:grpc-protobuf", "io.grpc:grpc-stub", "io.grpc:grpc-util", "io.perfmark:*", "io.vavr:*",
    # Measurements for a monitoring server.
    "io.github.resilience4j:resilience4j-micrometer", "io.micrometer:*", "org.hdrhistogram:*", "org.latencyutils:*",
    # A spell checker of other languages.
    "com.gitlab.dumonts:*",
    # Readers of XML that LanguageTool does without: it reads its sentence rules with SAX.
    "com.sun.activation:*", "com.sun.istack:*", "com.sun.xml.bind:*", "jakarta.activation:*", "jakarta.xml.bind:*",
    "javax.activation:*", "org.eclipse.angus:*", "org.glassfish.jaxb:*",
    # Never called for English.
    "commons-codec:*", "commons-digester:*", "commons-validator:*",
    # Notes for compilers, empty at run time.
    "com.google.code.findbugs:*", "com.google.errorprone:*", "com.google.guava:listenablefuture",
    "com.google.j2objc:*", "com.intellij:*", "org.codehaus.mojo:*", "org.jspecify:*",
)  # fmt: skip
"""Left out, as groupId:artifactId. Measured: no match differs on 12,000 words (en-US, en-GB picky) from all 93 jars."""


def resolve(cache: Path) -> LockFile:
    """The jars with their SHA-256; `cache` receives them. Raises what jgo raises."""
    from jgo.env import LockFile
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=cache)
    excluded = [context.project(*name.split(":")) for name in EXCLUDED]
    roots = [context.create_dependency(root, excluded) for root in ROOTS]
    inputs, others = context.resolver.resolve(roots)
    dependencies = sorted([*inputs, *others], key=lambda dependency: dependency.artifact.key)
    return LockFile.from_resolved_dependencies(
        dependencies, environment_name=f"LanguageTool {VERSION}, English", min_java_version=OLDEST_JAVA
    )


def main() -> None:
    """Write the lock file anew."""
    with tempfile.TemporaryDirectory() as cache:
        lock = resolve(Path(cache))
    LOCK.parent.mkdir(exist_ok=True)
    lock.save(LOCK)
    print(f"{LOCK}: {len(lock.dependencies)} jars")


if __name__ == "__main__":
    main()
