"""A certificate for the place where callbacks arrive, made anew at each start, and the CA that signed it."""

import datetime
import ipaddress
from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

VALID = datetime.timedelta(days=7)  # no run is longer
_SIGNS = {name: name in ("key_cert_sign", "crl_sign") for name in (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
    "crl_sign", "encipher_only", "decipher_only")}


def made_for(names: Iterable[str]) -> tuple[bytes, bytes]:
    """PEM of a server certificate for some hosts, with its key and its CA, and PEM of the CA alone."""
    authority, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "conformance: CA of the receiver")])
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "conformance: receiver")])
    identifier = x509.SubjectKeyIdentifier.from_public_key(authority.public_key())
    ca = (_begun(issuer, issuer, authority).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
          .add_extension(x509.KeyUsage(**_SIGNS), critical=True).add_extension(identifier, critical=False)
          .sign(authority, hashes.SHA256()))
    server = (_begun(subject, issuer, key).add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
              .add_extension(x509.SubjectAlternativeName([_named(name) for name in dict.fromkeys(names)]), critical=False)
              .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
              .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
              .sign(authority, hashes.SHA256()))
    hidden = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    first, second = (each.public_bytes(serialization.Encoding.PEM) for each in (server, ca))
    return hidden + first + second, second


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - VALID).not_valid_after(now + VALID))


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode("ascii"))
