"""Every setting of an installation, read from the environment in this one place."""

import os
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one installation; each is read from `MINGBAI_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="MINGBAI_", extra="ignore")

    home: Path = Field(default=Path("var"), description="Data folder: engines, keys, files, logs.")
    database_url: str = Field(
        default="", description="PostgreSQL >= 16, a role that may create roles; empty = embedded."
    )
    database_app_url: str = Field(
        default="", description="The login role `mingbai_app`; empty = derived from database_url."
    )
    redis_url: str = Field(default="", description="Redis >= 7 or Valkey >= 8; empty = embedded.")
    port: int = Field(default=8000, validation_alias="PORT")
    host: str = Field(default="127.0.0.1", description="Address that the web process listens on.")
    public_url: str = Field(default="", description="Address printed in QR codes; no slash at end.")
    profile: Literal["production", "demo", "audit"] = "production"
    secure_cookies: bool = Field(
        default=True, description="Off only where browsers reach the site over plain loopback HTTP."
    )
    trusted_proxies: str = Field(default="", description="Addresses whose forwarded headers count.")
    log_level: str = "INFO"
    pool_size: int = 10

    sender: Literal["console", "file", "gateway"] = "file"
    sms_gateway_url: str = ""
    sms_gateway_key: str = ""

    password_profile: Literal["asvs", "djbh"] = "asvs"  # noqa: S105 - names of two profiles
    argon2_memory_kib: int = 65536
    argon2_time_cost: int = 3
    session_idle_minutes: int = 30
    session_absolute_hours: int = 12
    official_session_idle_minutes: int = 15
    official_session_absolute_hours: int = 8

    withdrawal_window_seconds: int = Field(
        default=600, description="How long a publication can be withdrawn before texts go out."
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _name_the_proxies(cls, value: str) -> str:
        """Refuse to believe everybody: whoever may claim any address escapes every limit."""
        for one in filter(None, (part.strip() for part in value.split(","))):
            if ip_network(one, strict=False).prefixlen == 0:
                message = "name the proxy's own address, not everybody's"
                raise ValueError(message)
        return value

    @property
    def base_url(self) -> str:
        """The address that links and QR codes carry."""
        return self.public_url or f"http://127.0.0.1:{self.port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()


def publish(**values: str) -> None:
    """Set settings for this process and its children, as the embedded engines do at start."""
    for name, value in values.items():
        os.environ["PORT" if name == "port" else f"MINGBAI_{name.upper()}"] = value
    settings.cache_clear()


def environment() -> dict[str, str]:
    """Return the environment that a child process of this one gets."""
    return dict(os.environ)
