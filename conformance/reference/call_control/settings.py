"""What the operator of a reference server may choose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """The keys, and what the document leaves unnamed: both deletions, each an action and the name that holds its record."""

    security_key: str = "25sdfs482s4R+dfasxt/45wersf="
    expired_key: str = "13rtgh901k2Q+xmbvne/77plokj="
    delete_extension: tuple[str, str] = ("deleteExt", "dExtension")
    delete_contact: tuple[str, str] = ("deletePhonebook", "dContact")


DEFAULTS = Settings()
