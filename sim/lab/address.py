"""Where a Dask cluster's scheduler is, who may talk to it, and the certificates that prove who is who."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sim.errors import UsageError

if TYPE_CHECKING:
    from distributed import Security


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the scheduler is, and the certificates that prove who is who.

    `address` is `tls://host:port`, or `tcp://host:port` for a scheduler on this machine; elsewhere plain
    TCP is refused unless `insecure` says that the network itself keeps strangers out.
    """

    address: str
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    insecure: bool = False

    def __post_init__(self) -> None:
        """Refuse an address that would let strangers run programs here."""
        scheme, host = _parts(self.address)
        if scheme == "tls" and not (self.ca_file and self.cert_file and self.key_file):
            raise UsageError(f"{self.address}: TLS needs certificates; give --tls-ca, --tls-cert and --tls-key")
        if scheme == "tcp" and not _is_loopback(host) and not self.insecure:
            what = "plain TCP lets whoever reaches the network run programs on its machines"
            remedy = "use tls:// with certificates, or --insecure-cluster where the network itself keeps strangers out"
            raise UsageError(f"{self.address}: {what}; {remedy}")

    def security(self) -> Security | None:
        """What Dask's client proves itself with; None for plain TCP."""
        from distributed import Security

        if _parts(self.address)[0] != "tls":
            return None
        return Security(
            tls_ca_file=self.ca_file,
            tls_client_cert=self.cert_file,
            tls_client_key=self.key_file,
            require_encryption=True,
        )


def _parts(address: str) -> tuple[str, str]:
    try:
        found = urlsplit(address)
        scheme, host, port = found.scheme, found.hostname or "", found.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in {"tcp", "tls"} or not host or port is None:
        raise UsageError(f"{address!r}: is no scheduler's address; give one such as tls://host:8786")
    return scheme, host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
