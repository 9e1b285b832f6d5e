# SPDX-License-Identifier: GPL-2.0-or-later
"""A certificate authority made on the spot, and the good and bad server certificates of the stand-in."""
from __future__ import annotations

import ipaddress
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HOST_NAMES = ("localhost", "zoom.test", "127.0.0.1", "::1")


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, start: datetime, end: datetime):
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    return (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer))
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(start).not_valid_after(end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False))


def _key_usage(**uses: bool) -> x509.KeyUsage:
    none = dict.fromkeys(("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                          "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(**{**none, **uses})


class Authority:
    def __init__(self, name: str) -> None:
        self.name = name
        self.key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(timezone.utc)
        self.certificate = (
            _builder(name, self.key, name, now - timedelta(days=30), now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(self.key, hashes.SHA256()))

    def issue(self, hosts: tuple[str, ...], start: datetime, end: datetime) -> tuple[bytes, bytes]:
        """Certificate and private key, both PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _builder(hosts[0], key, self.name, start, end)
            .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256()))
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                    serialization.NoEncryption())
        return certificate.public_bytes(serialization.Encoding.PEM), private


def make(directory: Path, extra_hosts: tuple[str, ...]) -> tuple[Path, dict[str, tuple[Path, Path]]]:
    """Writes ca.pem and one certificate and key per kind; returns the CA's file and the pairs by kind."""
    hosts = tuple(dict.fromkeys(HOST_NAMES + extra_hosts))
    now = datetime.now(timezone.utc)
    valid = (now - timedelta(days=2), now + timedelta(days=20))
    ours, stranger = Authority("Stand-in Zoom test CA"), Authority("Unknown test CA")
    issued = {
        "good": ours.issue(hosts, *valid),
        "unknown_ca": stranger.issue(hosts, *valid),
        "expired": ours.issue(hosts, now - timedelta(days=2), now - timedelta(days=1)),
        "not_yet_valid": ours.issue(hosts, now + timedelta(days=1), now + timedelta(days=20)),
        "wrong_host": ours.issue(("wrong-host.test",), *valid),
    }
    ca_file = directory / "ca.pem"
    ca_file.write_bytes(ours.certificate.public_bytes(serialization.Encoding.PEM))
    pairs = {}
    for kind, (certificate, private) in issued.items():
        pairs[kind] = (directory / f"{kind}.pem", directory / f"{kind}.key")
        pairs[kind][0].write_bytes(certificate)
        with open(os.open(pairs[kind][1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as key_file:
            key_file.write(private)
    return ca_file, pairs
