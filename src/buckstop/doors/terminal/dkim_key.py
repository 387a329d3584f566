"""A private key for DKIM in a file, and the record that says its public half (RFC 6376, 3.6.1)."""

from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from buckstop.kit.files import write_private
from buckstop.kit.stop import Stop

BITS = 2048
PIECE = 250  # letters of one string of a TXT record, of at most 255


def make(file: Path) -> str:
    """Write a fresh key into a file that isn't there yet; returns its record."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_private(file, pem)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    said = f"v=DKIM1; k=rsa; p={b64encode(public).decode()}"
    return " ".join(f'"{said[at : at + PIECE]}"' for at in range(0, len(said), PIECE))


def read(file: Path) -> str:
    """The key in the file. Raises Stop where there is none."""
    try:
        pem = file.read_text(encoding="ascii")
        serialization.load_pem_private_key(pem.encode(), None)
    except OSError as failure:
        raise Stop(f"{file} can't be read: {failure.strerror}.") from failure
    except (ValueError, TypeError) as wrong:
        raise Stop(f"{file} holds no private key in PEM without a password.") from wrong
    return pem
